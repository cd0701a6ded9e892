internal import CatalogueEvents
internal import Delivery
internal import Eventing
internal import OrdersDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

extension OrdersService {
    /// `stock.reserved`: the order has its goods, at the prices that count.
    func on(_ events: [Received<StockReserved>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        var orders = try await OrderBatch.load(events.map(\.body.orderID), in: transaction)
        for event in events {
            let reservation = try Reservation(event.body)
            try orders.decide(.reserve, about: event.body.orderID, by: .event(event.envelope), at: now) {
                (order) throws(OrderRefusal) in
                try order.reserve(reservation, at: now) { .make() }
            }
        }
        return try await save(&orders, in: transaction)
    }

    /// `stock.refused`: the order ends.
    func on(_ events: [Received<StockRefused>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try await decide(.refuseStock, on: events, about: \.orderID, in: transaction) {
            (order, refused, now) throws(OrderRefusal) in
            // A line that cannot be filled at any price ends the order for want of stock, whatever the others cost.
            let isPriceChanged = refused.lines.allSatisfy { $0.reason == .priceChanged }
            return try order.refuseStock(isPriceChanged: isPriceChanged, at: now)
        }
    }

    /// `stock.revoked`: an unpaid order ends; of a paid one that part is held back.
    func on(_ events: [Received<StockRevoked>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try await decide(.revoke, on: events, about: \.orderID, in: transaction) {
            (order, revoked, now) throws(OrderRefusal) in
            try order.revoke(
                Set(revoked.allocations.map(\.allocationID)), because: WithdrawalCause(revoked.cause), at: now)
        }
    }
}

extension WithdrawalCause {
    fileprivate init(_ cause: StockRevoked.Cause) {
        self =
            switch cause {
            case .recall: .recall
            case .quarantine, .expiry: .stockRevoked
            }
    }
}

// MARK: - Translation

extension Reservation {
    /// What an order is told that catalogue holds for it, line by line in their order.
    init(_ event: StockReserved) throws(EventFault) {
        var lines: [ReservedLine] = []
        for line in event.lines.sorted(by: { $0.line < $1.line }) { lines.append(try ReservedLine(line)) }
        self.init(reservedAt: event.reservedAt, lines: lines)
    }
}

extension ReservedLine {
    fileprivate init(_ line: StockReserved.Line) throws(EventFault) {
        var allocations: [Allocation] = []
        for allocation in line.allocations { allocations.append(try Allocation(allocation)) }
        self.init(
            number: line.line, listing: line.listingID, product: line.productID, offer: line.offerID, price: line.price,
            amount: line.amountFen, taxClass: line.taxClass, allocations: allocations)
    }
}

extension Allocation {
    fileprivate init(_ part: StockReserved.Allocation) throws(EventFault) {
        let members = (part.members ?? []).map { Producer.Member(token: $0.token, quantity: $0.quantity) }
        self.init(
            id: part.allocationID, lot: part.lotID, origin: part.county,
            producer: Producer(
                id: part.producer.id, kind: try .init(sameAs: part.producer.kind), token: part.token, members: members),
            title: try .init(sameAs: part.title), station: part.stationID, quantity: part.quantity,
            grossGrams: part.grossGrams, volumeMillilitres: part.volumeMillilitres, goodsClass: part.goodsClass,
            band: part.band, expiresOn: part.expiresOn, agreedPrice: part.producerPrice)
    }
}
