internal import Delivery
public import OrdersDomain
public import Postgres
public import Runtime
public import Vocabulary

extension OrdersService {
    /// CANCEL by the buyer: ends an unpaid order. Of a paid one, logistics is asked, which alone decides the race.
    public func cancel(
        _ id: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<Order> {
        var orders = try await OrderBatch.load([id], in: transaction)
        guard orders[id]?.isOf(context.caller) == true else { throw Problem.notFound("order \(id)") }
        try orders.decide(.cancel, about: id, by: .command(context), at: context.now) { (order) throws(OrderRefusal) in
            try order.cancel(at: context.now)
        }
        guard let cancelled = orders[id] else { throw Problem.notFound("order \(id)") }
        return Told(cancelled, try await orders.save())
    }
}
