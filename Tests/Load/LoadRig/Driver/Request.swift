internal import Vocabulary

/// Writes requests as they go over the wire.
package enum Request {
    /// A command, with what makes a repetition of it known.
    /// - Parameter token: of who gives it.
    package static func post(
        _ path: String, _ body: String, key: String = UUIDv7.make().description, token: String
    ) -> [UInt8] {
        Array(
            """
            POST \(path) HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: application/json\r
            Authorization: Bearer \(token)\r
            Idempotency-Key: \(key)\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """.utf8)
    }

    /// A question.
    /// - Parameter token: of who asks; nil for what needs none.
    package static func get(_ path: String, token: String? = nil) -> [UInt8] {
        let authorization = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        return Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(authorization)\r\n".utf8)
    }
}
