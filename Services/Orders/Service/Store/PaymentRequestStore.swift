internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// What providers are to be asked for.
struct PaymentRequestStore {
    let transaction: PostgresTransaction

    /// For how many seconds an answer is waited for. Whoever asked may have died of it, and its order must come to its end
    /// within a minute; a provider that is asked twice for one payment takes it once.
    static let patience: Int32 = 20

    /// Takes open payments that were not asked for, or not answered for ``patience``, and notes that they are asked for
    /// now. What an ended order had asked for and was not sent yet never is.
    func takePayments(atMost limit: Int) async throws -> [PaymentRequest] {
        let rows = try await transaction.query(
            """
            UPDATE payment SET asked_at = now()
            -- An array is made once. A set may be made again for each of its rows, and then is not limited either.
            WHERE id = ANY (ARRAY(
                SELECT id FROM payment
                WHERE state = 'open' AND is_wanted
                    AND (asked_at IS NULL OR asked_at < now() - make_interval(secs => \(Self.patience)))
                ORDER BY opened_at, id LIMIT \(limit) FOR UPDATE SKIP LOCKED))
            RETURNING id, instrument, due_fen, (SELECT traceparent FROM sales_order WHERE sales_order.id = order_id)
            """)
        return try rows.decode(UUIDv7.self, String.self, Fen.self, String?.self).map {
            PaymentRequest(payment: $0.0, instrument: $0.1, amount: $0.2, trace: $0.3.flatMap { TraceContext($0) })
        }
    }

    /// Returns that no provider has taken.
    func waitingReturns(atMost limit: Int) async throws -> [ReturnRequest] {
        let rows = try await transaction.query(
            """
            SELECT id, payment, amount_fen FROM payment_return
            WHERE given_back_at IS NULL ORDER BY requested_at, id LIMIT \(limit)
            """)
        return try rows.decode(UUIDv7.self, UUIDv7.self, Fen.self).map {
            ReturnRequest(id: $0.0, payment: $0.1, amount: $0.2)
        }
    }

    /// Notes that the provider has taken returns.
    func noteGivenBack(_ returns: [UUIDv7]) throws {
        try transaction.send("UPDATE payment_return SET given_back_at = now() WHERE id = ANY (\(returns))")
    }
}
