import Foundation
import TestSupport

/// The spans that a collector was sent.
struct CollectedSpans {
    struct Span {
        let service: String
        let trace: String
        let id: String
        let parent: String?
        let name: String
        /// With which code the program exited; nil for what is no command.
        let exitCode: Int?
    }

    private(set) var spans: [Span] = []

    init(_ requests: [ScriptedServer.Request]) {
        for request in requests {
            let root = try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any]
            for resource in root?["resourceSpans"] as? [[String: Any]] ?? [] {
                let attributes = (resource["resource"] as? [String: Any])?["attributes"] as? [[String: Any]] ?? []
                let name = attributes.first { $0["key"] as? String == "service.name" }?["value"] as? [String: Any]
                let service = name?["stringValue"] as? String ?? ""
                for scope in resource["scopeSpans"] as? [[String: Any]] ?? [] {
                    spans += (scope["spans"] as? [[String: Any]] ?? []).map { Self.span($0, of: service) }
                }
            }
        }
    }

    private static func span(_ json: [String: Any], of service: String) -> Span {
        let exitCode =
            (json["attributes"] as? [[String: Any]] ?? [])
            .first { $0["key"] as? String == "process.exit.code" }?["value"] as? [String: Any]
        return Span(
            service: service, trace: json["traceId"] as? String ?? "", id: json["spanId"] as? String ?? "",
            parent: json["parentSpanId"] as? String, name: json["name"] as? String ?? "",
            exitCode: (exitCode?["intValue"] as? String).flatMap { Int($0) })
    }

    /// Those of one trace.
    func spans(of trace: String) -> [Span] {
        spans.filter { $0.trace == trace }
    }
}
