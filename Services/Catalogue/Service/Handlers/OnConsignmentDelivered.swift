internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `consignment.delivered`: the buyers have their goods; what they refused is lost.
    func on(
        _ events: [Received<ConsignmentDelivered>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        var desk = try await StockDesk(
            for: events.map(\.body.orderID), at: workbench.clock.now(), in: transaction)
        try await desk.openLots()
        for received in events {
            let goods = received.body.items.map(DeliveredGoods.init)
            try desk.carry(received.body.orderID, .deliver, by: received.envelope) {
                reservation, _ throws(ReservationRefusal) in try reservation.deliver(goods)
            }
        }
        return try await desk.save()
    }
}

extension DeliveredGoods {
    fileprivate init(_ item: ConsignmentDelivered.Item) {
        self.init(allocationID: item.allocationID, amount: item.delivered.amount)
    }
}
