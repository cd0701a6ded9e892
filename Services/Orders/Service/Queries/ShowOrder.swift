internal import Delivery
internal import OrdersDomain
public import Postgres
public import Runtime
public import Vocabulary

extension OrdersService {
    /// An order with its parts, all that happened to it, and what it waits for: from what this service has on record,
    /// since the others need not be there to be asked.
    /// - Parameter caller: to whom others' orders are not there; nil for who is on the service's own host.
    /// - Throws: a problem if there is none.
    public func show(
        _ id: UUIDv7, to caller: Caller? = nil, in transaction: PostgresTransaction
    ) async throws -> OrderView {
        guard let order = try await OrderStore(transaction: transaction).load([id], isLocked: false)[id],
            caller.map(order.isOf) ?? true
        else {
            throw Problem.notFound("order \(id)")
        }
        let history = try await HistoryStore(transaction: transaction).steps(of: id)
        let business = try await OpenBusinessStore(transaction: transaction).load(of: id)
        return OrderView(
            order, history: history,
            awaited: order.awaited(business, history: history, now: workbench.clock.now()))
    }
}
