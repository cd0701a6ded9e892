internal import CatalogueDomain
internal import CatalogueEvents
internal import Delivery
internal import Eventing
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `order.confirmed`: what was promised to the orders is sold.
    func on(_ events: [Received<OrderConfirmed>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        var desk = try await ReservationDesk(for: events.map(\.body.orderID), in: transaction)
        var told: [PendingEvent] = []
        for received in events {
            let facts = try desk.change(received.body.orderID, .commit, by: received.envelope.id) {
                reservation throws(ReservationRefusal) in try reservation.commit()
            }
            for case (let reservation, .committed(let goods)) in facts {
                told.append(
                    try PendingEvent(StockCommitted(reservation, goods, at: now), causedBy: received.envelope))
            }
        }
        try desk.save(at: now)
        return told
    }
}
