internal import Delivery
internal import LogisticsDomain
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension LogisticsService {
    /// `order.withdrawal-requested`: what is not collected yet stays where it is.
    func on(
        _ events: [Received<OrderWithdrawalRequested>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        let ids = Set(events.flatMap { $0.body.items.map(\.consignmentID) })
        var desk = try await ConsignmentDesk(locking: ids.sorted(), in: transaction)
        for event in events {
            let act = Act(hearing: event.envelope, at: now)
            for (id, amounts) in event.body.amounts {
                guard desk[id] != nil else { throw Unheard("consignment \(id)") }
                try desk.takeIfAllowed(.withdraw, of: id, act) { (consignment) throws(ConsignmentRefusal) in
                    try consignment.withdraw(amounts, at: now)
                }
            }
        }
        return try desk.save()
    }
}

extension OrderWithdrawalRequested {
    /// How much of which part of which consignment, in the order of their ids.
    fileprivate var amounts: [(consignment: UUIDv7, amounts: [UUIDv7: Int64])] {
        var amounts: [UUIDv7: [UUIDv7: Int64]] = [:]
        for item in items {
            amounts[item.consignmentID, default: [:]][item.allocationID, default: 0] += item.quantity.amount
        }
        return amounts.sorted { $0.key < $1.key }.map { (consignment: $0.key, amounts: $0.value) }
    }
}
