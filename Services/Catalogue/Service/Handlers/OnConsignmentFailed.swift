internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `consignment.failed`: if there is no other attempt, goods that are sound at a station are held there for
    /// inspection, and all others are lost.
    func on(
        _ events: [Received<ConsignmentFailed>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let final = events.filter(\.body.isFinal)
        if final.isEmpty { return [] }
        var desk = try await StockDesk(
            for: final.map(\.body.orderID), at: workbench.clock.now(), in: transaction)
        try await desk.openLots()
        for received in final {
            let goods = received.body.items.map { FailedGoods($0, reason: received.body.reason) }
            try desk.carry(received.body.orderID, .fail, by: received.envelope) {
                reservation, _ throws(ReservationRefusal) in try reservation.fail(goods)
            }
        }
        return try await desk.save()
    }
}

extension FailedGoods {
    /// Goods at a station are sound as far as logistics can tell, unless it found them spoiled or missing there.
    fileprivate init(_ item: ConsignmentFailed.Item, reason: ConsignmentFailed.Reason) {
        let isSound = item.goods == .atStation && reason != .spoiled && reason != .goodsMissing
        self.init(allocationID: item.allocationID, soundAtStation: isSound ? item.quantity.amount : 0)
    }
}
