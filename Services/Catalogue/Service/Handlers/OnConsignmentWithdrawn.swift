internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import Postgres
internal import Vocabulary

extension CatalogueService {
    /// `consignment.withdrawn`: what was called off before it was collected is on sale again.
    func on(
        _ events: [Received<ConsignmentWithdrawn>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await carry(events, .withdraw, in: transaction) {
            reservation, withdrawn, paths throws(ReservationRefusal) in
            try reservation.withdraw(withdrawn.items.map(WithdrawnGoods.init), cause: .withdrawn, along: paths)
        }
    }
}

extension WithdrawnGoods {
    /// What logistics does not carry of an allocation.
    init(_ part: ConsignmentPart) {
        self.init(allocationID: part.allocationID, amount: part.quantity.amount)
    }
}
