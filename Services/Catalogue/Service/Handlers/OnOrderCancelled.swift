internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `order.cancelled`: what was promised to the orders is on sale again.
    func on(_ events: [Received<OrderCancelled>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        var desk = try await StockDesk(
            for: events.map(\.body.orderID), at: workbench.clock.now(), in: transaction)
        try await desk.openLots()
        let paths = desk.paths
        for received in events {
            try desk.change(received.body.orderID, .release, by: received.envelope) {
                reservation throws(ReservationRefusal) in try reservation.release(along: paths)
            }
        }
        return try await desk.save()
    }
}
