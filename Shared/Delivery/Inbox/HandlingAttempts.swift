internal import Postgres
internal import Vocabulary

/// The attempts to handle events of which the process may die, written down before each.
enum HandlingAttempts {
    /// How often an event is tried before it counts as one that the process dies of.
    static let maximum: Int32 = 2

    /// Notes one more attempt.
    /// - Returns: how many there were before that came to no end.
    static func note(_ id: UUIDv7, in pool: PostgresPool) async throws(PostgresError) -> Int32 {
        let rows = try await pool.query(
            """
            INSERT INTO handling_attempt AS known (id, attempts, last_at) VALUES (\(id), 1, now())
            ON CONFLICT (id) DO UPDATE SET attempts = known.attempts + 1, last_at = now()
            RETURNING attempts - 1
            """)
        return try rows.decode(Int32.self).first ?? 0
    }

    /// Strikes the attempts out, in the transaction that settles the event.
    static func strike(_ id: UUIDv7, in transaction: PostgresTransaction) throws(PostgresError) {
        try transaction.send("DELETE FROM handling_attempt WHERE id = \(id)")
    }
}
