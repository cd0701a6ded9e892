import Foundation
import Passes
import Runtime

/// A service's HTTP API, as its callers use it.
struct ServiceAPI: Sendable {
    /// An answer of whatever status.
    struct Answer: Sendable, Equatable {
        let status: Int
        let contentType: String
        let body: [UInt8]
        /// The methods that the path takes, where another one was tried.
        var allow: String?

        /// Reads the body of an answer that is as it should be.
        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            guard (200..<300).contains(status) else {
                throw StoryFault("answered \(status): \(String(decoding: body, as: UTF8.self))")
            }
            return try JSONDecoder().decode(type, from: Data(body))
        }
    }

    /// Where it answers: `http://127.0.0.1:27001`.
    let url: String
    /// Where callers get their tokens.
    let passes: PassDesk

    /// Reads.
    func get(_ path: String, as caller: Caller = .operating("story")) async throws -> Answer {
        try await answer(to: OutgoingRequest("GET", url + path, headers: ["Authorization": authorization(of: caller)]))
    }

    private func authorization(of caller: Caller) throws -> String {
        "Bearer \(try passes.token(of: caller))"
    }

    /// Gives a command.
    /// - Parameters:
    ///   - key: what makes a repetition of it known; nil to leave it out.
    ///   - caller: who gives it.
    ///   - trace: the header `traceparent`; nil to leave it out.
    func post(
        _ path: String, _ body: some Encodable, key: String?, as caller: Caller, trace: String? = nil
    ) async throws -> Answer {
        let encoder = JSONEncoder()
        // Sent again, it must be the same to the byte.
        encoder.outputFormatting = .sortedKeys
        return try await post(path, bytes: Array(try encoder.encode(body)), key: key, as: caller, trace: trace)
    }

    /// Gives a command whose body may be anything.
    func post(
        _ path: String, bytes: [UInt8], key: String?, as caller: Caller, trace: String? = nil
    ) async throws -> Answer {
        var headers = ["Content-Type": "application/json", "Authorization": try authorization(of: caller)]
        headers["Idempotency-Key"] = key
        headers["traceparent"] = trace
        return try await answer(to: OutgoingRequest("POST", url + path, headers: headers, body: bytes))
    }

    /// Sends whatever it may be.
    func send(
        _ method: String, _ path: String, headers: [String: String] = [:], _ bytes: [UInt8] = []
    ) async throws -> Answer {
        try await answer(
            to: OutgoingRequest(method, url + path, headers: headers, body: bytes.isEmpty ? nil : bytes))
    }

    private func answer(to request: OutgoingRequest) async throws -> Answer {
        let answer = try await request.answer(within: .seconds(30))
        return Answer(
            status: answer.status, contentType: answer.header("Content-Type") ?? "", body: answer.body,
            allow: answer.header("Allow"))
    }
}

extension Stage {
    /// The HTTP API of a service of the instance, or of one of its replicas.
    func api(_ service: String, replica: Int = 1) async throws -> ServiceAPI {
        let settings = try await script("env", [instance, service, "\(replica)"])
        guard
            let port = settings.split(separator: "\n").first(where: { $0.hasPrefix("THROUGHTRAIN_HTTP_PORT=") })?
                .split(separator: "=").last
        else { throw StoryFault("\(service) of \(instance) has no port") }
        return ServiceAPI(url: "http://127.0.0.1:\(port)", passes: try PassDesk(instanceFolder: folder))
    }
}
