internal import Delivery
internal import Eventing
internal import OrdersDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

extension OrdersService {
    /// Handles events that are about one order each: all orders are loaded, decided one by one, and saved together.
    /// - Parameters:
    ///   - command: which command of the state table they are.
    ///   - order: the order that an event is about.
    ///   - instant: when what it tells of happened; nil for now.
    func decide<Body: Event>(
        _ command: OrderCommand, on events: [Received<Body>], about order: (Body) -> UUIDv7,
        at instant: ((Body) -> Instant)? = nil, in transaction: PostgresTransaction,
        _ decision: (inout Order, Body, _ at: Instant) throws(OrderRefusal) -> [OrderFact]
    ) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        var orders = try await OrderBatch.load(events.map { order($0.body) }, in: transaction)
        for event in events {
            let at = instant?(event.body) ?? now
            try orders.decide(command, about: order(event.body), by: .event(event.envelope), at: at) {
                (order) throws(OrderRefusal) in
                try decision(&order, event.body, at)
            }
        }
        return try await save(&orders, in: transaction)
    }

    /// Saves orders, and has their payments asked for as soon as they are committed.
    func save(_ orders: inout OrderBatch, in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        transaction.afterCommit { [payments] in payments.wakeup.signal() }
        return try await orders.save()
    }
}
