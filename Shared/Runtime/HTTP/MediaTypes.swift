internal import HTTPTypes
internal import Hummingbird

extension Request {
    /// Refuses a body that says that it is something else than JSON (RFC 9110, 15.5.16).
    func bringsJSON() throws(Problem) {
        guard let type = headers[.contentType] else { return }
        guard MediaRange(type).isJSON else {
            throw Problem(
                415, "not-json", "the body is \(type); send JSON, and say so by Content-Type: application/json",
                field: "Content-Type")
        }
    }

    /// Refuses a caller who takes no JSON (RFC 9110, 15.5.7).
    func expectsJSON() throws(Problem) {
        guard let accepted = headers[.accept], !accepted.isEmpty else { return }
        guard accepted.split(separator: ",").contains(where: { MediaRange($0).admitsJSON }) else {
            throw Problem(
                406, "not-acceptable", "\(accepted) is asked for; only application/json is answered", field: "Accept")
        }
    }
}

/// A media type, or a range of them, with its parameters.
struct MediaRange {
    private let type: String
    private let parameters: [String]

    /// Reads `application/json; charset=utf-8`.
    init(_ text: some StringProtocol) {
        let parts = text.split(separator: ";").map { part in part.lowercased().filter { !$0.isWhitespace } }
        type = parts.first ?? ""
        parameters = Array(parts.dropFirst())
    }

    /// Whether it is JSON itself, or what is written as JSON (RFC 6839).
    var isJSON: Bool { type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json")) }

    /// Whether JSON is among what it admits. A weight of zero admits nothing.
    var admitsJSON: Bool {
        let weight = parameters.first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
        return weight > 0 && (isJSON || type == "application/*" || type == "*/*")
    }
}
