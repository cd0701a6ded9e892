internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// Money that a provider is asked to give back.
struct PaymentReturn {
    var id: UUIDv7
    var payment: UUIDv7
    var amount: Fen
    var reason: String
    var requestedAt: Instant
}

/// Payments in the database.
struct PaymentStore {
    let transaction: PostgresTransaction

    /// Locks and loads payments.
    func load(_ ids: some Sequence<UUIDv7>) async throws -> [UUIDv7: Payment] {
        let ids = Set(ids).sorted()
        if ids.isEmpty { return [:] }
        let rows = try await transaction.query(
            """
            SELECT id, order_id, provider, due_fen, opened_at, state, captured_fen, returned_fen
            FROM payment WHERE id = ANY (\(ids)) ORDER BY id FOR NO KEY UPDATE
            """)
        var found: [UUIDv7: Payment] = [:]
        for (id, order, provider, due, openedAt, state, captured, returned) in try rows.decode(
            UUIDv7.self, UUIDv7.self, String.self, Fen.self, Instant.self, Payment.State.self, Fen.self, Fen.self)
        {
            found[id] = Payment(
                id: id, order: order, provider: provider, due: due, openedAt: openedAt, state: state,
                captured: captured, returned: returned)
        }
        return found
    }

    /// The orders that payments are for, without a lock.
    func orders(of payments: [UUIDv7]) async throws -> [UUIDv7: UUIDv7] {
        let rows = try await transaction.query("SELECT id, order_id FROM payment WHERE id = ANY (\(payments))")
        return Dictionary(try rows.decode(UUIDv7.self, UUIDv7.self), uniquingKeysWith: { first, _ in first })
    }

    /// Adds open payments, each with the means that its order's buyer chose.
    func open(_ payments: [Payment]) throws {
        if payments.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO payment (
                id, order_id, provider, instrument, due_fen, opened_at, state, captured_fen, returned_fen)
            SELECT opened.id, order_id, provider, instrument, due_fen, opened_at, 'open', 0, 0
            FROM unnest(
                \(payments.map(\.id)), \(payments.map(\.order)), \(payments.map(\.provider)), \(payments.map(\.due)),
                \(payments.map(\.openedAt))
            ) AS opened (id, order_id, provider, due_fen, opened_at)
            JOIN sales_order ON sales_order.id = order_id
            """)
    }

    /// Has the buyer of an order pay by other means from now on.
    func choose(_ instrument: String, for order: UUIDv7) throws {
        try transaction.send("UPDATE sales_order SET instrument = \(instrument) WHERE id = \(order)")
    }

    /// Whether a payment of an order waits for its provider.
    func isOpen(for order: UUIDv7) async throws -> Bool {
        try await transaction.query("SELECT FROM payment WHERE order_id = \(order) AND state = 'open'").count > 0
    }

    /// Has nobody asked any more for what ended orders had open. A capture that comes nevertheless still counts, and goes back.
    func stopAsking(for orders: [UUIDv7]) throws {
        if orders.isEmpty { return }
        try transaction.send(
            "UPDATE payment SET is_wanted = false WHERE order_id = ANY (\(orders)) AND state = 'open' AND is_wanted")
    }

    /// Saves what became of payments.
    func update(_ payments: [Payment]) throws {
        if payments.isEmpty { return }
        try transaction.send(
            """
            UPDATE payment SET
                state = changed.state, captured_fen = changed.captured_fen, returned_fen = changed.returned_fen
            FROM unnest(
                \(payments.map(\.id)), \(payments.map(\.state)), \(payments.map(\.captured)),
                \(payments.map(\.returned))
            ) AS changed (id, state, captured_fen, returned_fen)
            WHERE payment.id = changed.id
            """)
    }

    /// Adds what is to be given back.
    func insert(_ returns: [PaymentReturn]) throws {
        if returns.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO payment_return (id, payment, amount_fen, reason, requested_at)
            SELECT * FROM unnest(
                \(returns.map(\.id)), \(returns.map(\.payment)), \(returns.map(\.amount)), \(returns.map(\.reason)),
                \(returns.map(\.requestedAt)))
            """)
    }
}
