internal import Eventing
internal import Postgres

/// The key by which a caller may repeat a command without doing it twice.
struct IdempotencyKey: Sendable {
    /// A key is the caller's own, and the route's.
    var caller: String
    var route: String
    var key: String
    var requestDigest: Int64

    /// The header that carries it (draft-ietf-httpapi-idempotency-key-header).
    static let header = "Idempotency-Key"
    static let maximumLength = 200

    init(caller: String, route: String, key: String?, body: some Sequence<UInt8>) throws(Problem) {
        guard let key, !key.isEmpty, key.utf8.count <= Self.maximumLength else {
            throw Problem(
                400, "idempotency-key-missing",
                "send the header \(Self.header) with a text of up to \(Self.maximumLength) characters that is this command's own",
                field: Self.header)
        }
        self.caller = caller
        self.route = route
        self.key = key
        requestDigest = Int64(bitPattern: fnv1a(body))
    }

    struct Answer: Sendable, Equatable {
        var status: Int
        var json: [UInt8]
    }

    /// The first answer, if the command was given before.
    /// - Throws: a problem if the key was used with another body.
    func firstAnswer(in transaction: PostgresTransaction) async throws -> Answer? {
        let rows = try await transaction.query(
            """
            SELECT request_digest, status, answer FROM idempotency
            WHERE caller = \(caller) AND route = \(route) AND key = \(key)
            """)
        guard let row = rows.first else { return nil }
        let (digest, status, answer) = try row.decode(Int64.self, Int16.self, String.self)
        guard digest == requestDigest else {
            throw Problem(
                422, "idempotency-key-reused",
                "this key came with another body before; use a new key for a new command", field: Self.header)
        }
        return Answer(status: Int(status), json: Array(answer.utf8))
    }

    /// Keeps the first answer. Whoever keeps one for the same key at the same time waits here, and then fails.
    func keep(_ answer: Answer, in transaction: PostgresTransaction) async throws {
        let kept = try await transaction.execute(
            """
            INSERT INTO idempotency (caller, route, key, request_digest, status, answer)
            VALUES (\(caller), \(route), \(key), \(requestDigest), \(Int16(answer.status)),
                \(String(decoding: answer.json, as: UTF8.self)))
            ON CONFLICT DO NOTHING
            """)
        if kept == 0 { throw Overtaken() }
    }

    /// Another request with the same key was faster.
    struct Overtaken: Error {}
}
