internal import CatalogueDomain
internal import CatalogueEvents
internal import Delivery
internal import Eventing
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `order.cancelled`: what was promised to the orders is on sale again.
    func on(_ events: [Received<OrderCancelled>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        var desk = try await ReservationDesk(for: events.map(\.body.orderID), in: transaction)
        let paths = try await desk.releasePaths(at: now)
        var told: [PendingEvent] = []
        for received in events {
            let facts = try desk.change(received.body.orderID, .release, by: received.envelope.id) {
                reservation throws(ReservationRefusal) in try reservation.release(along: paths)
            }
            for case (let reservation, .released(_, let goods)) in facts {
                told.append(try PendingEvent(StockReleased(reservation, goods), causedBy: received.envelope))
            }
        }
        try desk.save(at: now)
        return told
    }
}
