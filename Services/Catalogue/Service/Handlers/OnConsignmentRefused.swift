internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import Postgres

extension CatalogueService {
    /// `consignment.refused`: what cannot be carried is on sale again.
    func on(
        _ events: [Received<ConsignmentRefused>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await carry(events, .withdraw, in: transaction) {
            reservation, refused, paths throws(ReservationRefusal) in
            try reservation.withdraw(refused.items.map(WithdrawnGoods.init), cause: .refused, along: paths)
        }
    }
}
