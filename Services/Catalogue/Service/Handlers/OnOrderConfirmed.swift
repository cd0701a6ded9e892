internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `order.confirmed`: what was promised to the orders is sold.
    func on(_ events: [Received<OrderConfirmed>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        var desk = try await StockDesk(
            for: events.map(\.body.orderID), at: workbench.clock.now(), in: transaction)
        for received in events {
            try desk.change(received.body.orderID, .commit, by: received.envelope) {
                reservation throws(ReservationRefusal) in try reservation.commit()
            }
        }
        return try await desk.save()
    }
}
