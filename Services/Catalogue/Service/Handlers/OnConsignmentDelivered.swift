internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import Postgres
internal import Vocabulary

extension CatalogueService {
    /// `consignment.delivered`: the buyers have their goods; what they refused is lost.
    func on(
        _ events: [Received<ConsignmentDelivered>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await carry(events, .deliver, in: transaction) {
            reservation, delivered, _ throws(ReservationRefusal) in
            try reservation.deliver(delivered.items.map(DeliveredGoods.init))
        }
    }
}

extension DeliveredGoods {
    fileprivate init(_ item: ConsignmentDelivered.Item) {
        self.init(allocationID: item.allocationID, amount: item.delivered.amount)
    }
}
