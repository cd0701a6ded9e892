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

    /// The first answers to commands that were given before, by their places among the keys: a problem where the key
    /// was used with another body.
    static func firstAnswers(
        to keys: [IdempotencyKey], in transaction: PostgresTransaction
    ) async throws -> [Int: Result<Answer, any Error>] {
        let rows = try await transaction.sendByIndex(
            """
            SELECT place, request_digest, status, answer
            FROM unnest(\(keys.map(\.caller)), \(keys.map(\.route)), \(keys.map(\.key)))
                WITH ORDINALITY AS asked (caller, route, key, place)
            CROSS JOIN LATERAL (
                SELECT request_digest, status, answer FROM idempotency
                WHERE caller = asked.caller AND route = asked.route AND key = asked.key LIMIT 1) AS kept
            """
        ).rows.decode(Int64.self, Int64.self, Int16.self, String.self)
        var answers: [Int: Result<Answer, any Error>] = [:]
        for (number, digest, status, answer) in rows {
            let place = Int(number) - 1
            answers[place] =
                digest == keys[place].requestDigest
                ? .success(Answer(status: Int(status), json: Array(answer.utf8))) : .failure(reused)
        }
        return answers
    }

    private static let reused = Problem(
        422, "idempotency-key-reused", "this key came with another body before; use a new key for a new command",
        field: header)

    /// Keeps first answers. Whoever keeps one for the same key at the same time waits here, and then fails.
    static func keep(
        _ answers: [(key: IdempotencyKey, answer: Answer)], in transaction: PostgresTransaction
    ) async throws {
        if answers.isEmpty { return }
        let kept = try await transaction.execute(
            """
            INSERT INTO idempotency (caller, route, key, request_digest, status, answer)
            SELECT * FROM unnest(
                \(answers.map(\.key.caller)), \(answers.map(\.key.route)), \(answers.map(\.key.key)),
                \(answers.map(\.key.requestDigest)), \(answers.map { Int16($0.answer.status) }),
                \(answers.map { String(decoding: $0.answer.json, as: UTF8.self) })
            ) AS kept (caller, route, key, request_digest, status, answer)
            -- One sorted order for all, so that two instances that keep the same keys cannot deadlock.
            ORDER BY caller, route, key
            ON CONFLICT DO NOTHING
            """)
        if kept < answers.count { throw Overtaken() }
    }

    /// What tells keys apart: a key is one, whatever body it comes with.
    var identity: [String] { [caller, route, key] }

    /// Another request with the same key was faster.
    struct Overtaken: Error {}
}
