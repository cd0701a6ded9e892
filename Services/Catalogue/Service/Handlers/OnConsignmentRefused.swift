internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `consignment.refused`: what cannot be carried is on sale again.
    func on(
        _ events: [Received<ConsignmentRefused>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        var desk = try await StockDesk(
            for: events.map(\.body.orderID), at: workbench.clock.now(), in: transaction)
        try await desk.openLots()
        for received in events {
            let goods = received.body.items.map(WithdrawnGoods.init)
            try desk.carry(received.body.orderID, .withdraw, by: received.envelope) {
                reservation, paths throws(ReservationRefusal) in
                try reservation.withdraw(goods, cause: .refused, along: paths)
            }
        }
        return try await desk.save()
    }
}
