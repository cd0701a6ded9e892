internal import Delivery
internal import Postgres
internal import Vocabulary

/// What payment providers told.
struct NotificationStore {
    let transaction: PostgresTransaction

    /// Which of these are known.
    func known(of provider: String, _ ids: [UUIDv7]) async throws -> Set<UUIDv7> {
        let rows = try await transaction.query(
            "SELECT id FROM payment_notification WHERE provider = \(provider) AND id = ANY (\(ids))")
        return Set(try rows.decode(UUIDv7.self))
    }

    /// Keeps notifications, each with what came of it.
    func insert(_ told: [(notification: PaymentNotification, effect: String)], by provider: String) throws {
        if told.isEmpty { return }
        let notifications = told.map(\.notification)
        try transaction.send(
            """
            INSERT INTO payment_notification (provider, id, payment, outcome, amount_fen, at, effect)
            SELECT \(provider), id, payment, outcome, amount_fen, at, effect FROM unnest(
                \(notifications.map(\.id)), \(notifications.map(\.payment)),
                \(notifications.map(\.outcome.rawValue)), \(notifications.map(\.amountFen)),
                \(notifications.map(\.at)), \(told.map(\.effect))
            ) AS told (id, payment, outcome, amount_fen, at, effect)
            ORDER BY id
            ON CONFLICT DO NOTHING
            """)
    }
}
