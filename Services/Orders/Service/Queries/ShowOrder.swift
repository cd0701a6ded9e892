internal import Delivery
internal import OrdersDomain
public import Postgres
internal import Runtime
public import Vocabulary

extension OrdersService {
    /// An order with its parts, all that happened to it, and what it waits for: from what this service has on record,
    /// since the others need not be there to be asked.
    /// - Throws: a problem if there is none.
    public func show(_ id: UUIDv7, in transaction: PostgresTransaction) async throws -> OrderView {
        guard let order = try await OrderStore(transaction: transaction).load([id], isLocked: false)[id] else {
            throw Problem.notFound("order \(id)")
        }
        let history = try await HistoryStore(transaction: transaction).steps(of: id)
        let business = try await OpenBusinessStore(transaction: transaction).load(of: id)
        return OrderView(
            order, history: history,
            awaited: order.awaited(business, history: history, now: workbench.clock.now()))
    }
}
