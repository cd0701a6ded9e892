internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// Orders that are worked on in one transaction: locked and loaded together, decided one by one, saved together.
struct OrderBatch {
    private let transaction: PostgresTransaction
    private let loaded: [UUIDv7: Order]
    private var orders: [UUIDv7: Order]
    private var history: [HistoryEntry] = []
    private var consequences = OrderConsequences()

    /// Locks and loads orders. Those that do not exist are missed when something is decided about them.
    static func load(_ ids: some Sequence<UUIDv7>, in transaction: PostgresTransaction) async throws -> OrderBatch {
        OrderBatch(
            transaction: transaction, loaded: try await OrderStore(transaction: transaction).load(ids))
    }

    private init(transaction: PostgresTransaction, loaded: [UUIDv7: Order]) {
        self.transaction = transaction
        self.loaded = loaded
        orders = loaded
    }

    /// An order as it is by now.
    subscript(id: UUIDv7) -> Order? { orders[id] }

    /// Decides a command about an order, and keeps what follows until ``save()``.
    ///
    /// A person is told of a refusal, which is thrown. An event or a clock that comes too late has no effect and is put
    /// on record.
    /// - Returns: the facts; none if it had no effect.
    @discardableResult
    mutating func decide(
        _ command: OrderCommand, about id: UUIDv7, by cause: Cause, at now: Instant,
        _ decision: (inout Order) throws(OrderRefusal) -> [OrderFact]
    ) throws -> [OrderFact] {
        guard var order = orders[id] else { throw UnknownSubject(kind: "order", id: id) }
        let from = order.state
        let facts: [OrderFact]
        do throws(OrderRefusal) {
            facts = try decision(&order)
        } catch {
            if case .command = cause { throw error }
            guard error.isWithoutEffect else { throw error }
            history.append(
                HistoryEntry(
                    order: id, at: now, command: command.rawValue, from: from, to: from, refusal: error.code,
                    cause: cause))
            return []
        }
        orders[id] = order
        history.append(
            HistoryEntry(order: id, at: now, command: command.rawValue, from: from, to: order.state, cause: cause))
        for fact in facts { try consequences.add(fact, of: order, by: cause, at: now) }
        return facts
    }

    /// Has a payment that was just captured, or declined, be saved with the rest.
    mutating func hold(_ payment: Payment) {
        consequences.payments[payment.id] = payment
    }

    /// Saves all that was decided, with what follows from it, and returns what is to be told.
    mutating func save() async throws -> [PendingEvent] {
        try OrderChanges(from: loaded, to: orders).save(in: transaction)
        try HistoryStore(transaction: transaction).append(history)
        return try await consequences.carryOut(in: transaction)
    }
}
