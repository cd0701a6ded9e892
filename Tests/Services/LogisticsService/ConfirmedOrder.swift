import Eventing
import OrdersEvents
import Vocabulary

/// An order of one consignment of one part, and what is told of it.
struct ConfirmedOrder: Sendable {
    let id = UUIDv7.make()
    let consignment = UUIDv7.make()
    let allocation = UUIDv7.make()
    var origin: UUIDv7
    var destination: UUIDv7
    var kind = OrderPlaced.Destination.Kind.address
    var city = Region.code("520100")
    var band: Band? = Region.cold
    var grams: Int64 = 2_500
    var deliverBy = Region.noon + .hours(73)

    init(from origin: UUIDv7, to destination: UUIDv7) {
        self.origin = origin
        self.destination = destination
    }

    /// `order.confirmed`
    func confirmed() throws -> OrderConfirmed {
        var item = try OrderConfirmed.Consignment.Item.example()
        item.allocationID = allocation
        item.quantity = .grams(grams)
        item.grossG = grams * 540 / 500
        item.volumeMl = grams * 900 / 500
        item.pieces = 1
        let part = OrderConfirmed.Consignment(
            consignmentID: consignment, origin: origin,
            destination: .init(kind: kind, destinationID: destination, city: city), band: band,
            readyFrom: Region.noon + .hours(1), deliverBy: deliverBy, priority: 0, items: [item])
        var confirmed = try OrderConfirmed.example()
        confirmed.orderID = id
        confirmed.kind = .retail
        confirmed.direction = .up
        confirmed.consignments = [part]
        return confirmed
    }

    /// `order.withdrawal-requested`
    func withdrawal(grams: Int64) -> OrderWithdrawalRequested {
        OrderWithdrawalRequested(
            orderID: id, cause: .buyer,
            items: [.init(consignmentID: consignment, allocationID: allocation, quantity: .grams(grams))])
    }

    /// `order.cancelled`
    func cancelled() -> OrderCancelled {
        OrderCancelled(orderID: id, kind: .retail, reason: .buyer, cancelledAt: Region.noon, refundFen: 0)
    }
}
