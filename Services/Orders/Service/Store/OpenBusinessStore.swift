internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// What of an order's money and claims waits for somebody.
struct OpenBusinessStore {
    let transaction: PostgresTransaction

    /// Three statements in one round trip.
    func load(of order: UUIDv7) async throws -> OpenBusiness {
        let payments = try transaction.send(
            """
            SELECT id, provider, due_fen, opened_at FROM payment
            WHERE order_id = \(order) AND state = 'open' ORDER BY opened_at, id
            """)
        let returns = try transaction.send(
            """
            SELECT payment.id, provider, payment_return.amount_fen, requested_at
            FROM payment_return JOIN payment ON payment.id = payment_return.payment
            WHERE order_id = \(order) AND given_back_at IS NULL ORDER BY requested_at, payment_return.id
            """)
        let claims = try transaction.send(
            "SELECT id, opened_at FROM claim WHERE order_id = \(order) AND state = 'open' ORDER BY opened_at, id")
        return OpenBusiness(
            payments: try await payments.rows.decode(UUIDv7.self, String.self, Fen.self, Instant.self).map {
                OpenBusiness.Payment(id: $0.0, provider: $0.1, due: $0.2, openedAt: $0.3)
            },
            returns: try await returns.rows.decode(UUIDv7.self, String.self, Fen.self, Instant.self).map {
                OpenBusiness.Return(payment: $0.0, provider: $0.1, amount: $0.2, requestedAt: $0.3)
            },
            claims: try await claims.rows.decode(UUIDv7.self, Instant.self).map {
                OpenBusiness.Claim(id: $0.0, openedAt: $0.1)
            })
    }
}
