internal import Delivery
internal import LogisticsDomain
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension LogisticsService {
    /// `order.cancelled`: nothing of it that is not collected yet is carried. Most cancelled orders never asked for it.
    func on(_ events: [Received<OrderCancelled>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        let orders = events.map(\.body.orderID)
        let known = try await ConsignmentStore(transaction: transaction).ids(ofOrders: orders)
        guard !known.isEmpty else { return [] }
        let consignments = Dictionary(grouping: known, by: \.order)
        var desk = try await ConsignmentDesk(locking: known.map(\.id), in: transaction)
        for event in events {
            let act = Act(hearing: event.envelope, at: now)
            for (id, _) in consignments[event.body.orderID] ?? [] {
                try desk.takeIfAllowed(.withdraw, of: id, act) { (consignment) throws(ConsignmentRefusal) in
                    try consignment.withdraw(nil, at: now)
                }
            }
        }
        return try desk.save()
    }
}
