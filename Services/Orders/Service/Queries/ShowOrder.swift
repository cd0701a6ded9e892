internal import Delivery
internal import OrdersDomain
public import Postgres
internal import Runtime
public import Vocabulary

extension OrdersService {
    /// An order with its parts and its history.
    /// - Throws: a problem if there is none.
    public func show(_ id: UUIDv7, in transaction: PostgresTransaction) async throws -> OrderView {
        guard let order = try await OrderStore(transaction: transaction).load([id], isLocked: false)[id] else {
            throw Problem.notFound("order \(id)")
        }
        return OrderView(order, history: try await HistoryStore(transaction: transaction).steps(of: id))
    }
}

extension HistoryStore {
    /// The commands that an order was given, the first one first; at most a thousand.
    fileprivate func steps(of order: UUIDv7) async throws -> [OrderView.Step] {
        let rows = try await transaction.query(
            """
            SELECT at, command, to_state, given_by, refusal, reason
            FROM order_history WHERE order_id = \(order) ORDER BY number LIMIT 1000
            """)
        return try rows.decode(
            Instant.self, String.self, String.self, String.self, String?.self, String.self
        ).map { OrderView.Step(at: $0.0, command: $0.1, state: $0.2, by: $0.3, refusal: $0.4, reason: $0.5) }
    }
}
