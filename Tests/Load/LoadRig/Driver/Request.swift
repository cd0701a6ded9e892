internal import Vocabulary

/// Writes requests as they go over the wire.
package enum Request {
    /// A command, with what makes a repetition of it known.
    package static func post(
        _ path: String, _ body: String, key: String = UUIDv7.make().description, actor: String
    ) -> [UInt8] {
        Array(
            """
            POST \(path) HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: application/json\r
            Actor: \(actor)\r
            Idempotency-Key: \(key)\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """.utf8)
    }

    /// A question.
    package static func get(_ path: String) -> [UInt8] {
        Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)
    }
}
