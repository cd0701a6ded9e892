internal import CatalogueDomain
internal import CatalogueEvents
internal import Delivery
internal import Eventing
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `order.placed`: serves a whole batch of orders from the lots on sale, each in its turn: all that it asks for, or
    /// nothing. An order is answered once.
    func on(_ events: [Received<OrderPlaced>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try await PartnerRegister(in: transaction).note(
            events.compactMap { event in event.body.partner.map { (event.body.orderID, $0) } })
        let asking = events.map { (received: $0, demand: OrderDemand($0.body)) }.filter {
            $0.demand.kind.asksForStockWhenPlaced
        }
        let reservations = ReservationStore(transaction: transaction)
        let now = workbench.clock.now()
        let lines = asking.flatMap(\.demand.lines)
        let offered = lines.filter { $0.offerID != nil }
        let offers = Set(offered.compactMap(\.offerID)).sorted()
        let slots = SlotStore(transaction: transaction)
        // The locks of the lots come before those of the slots, as everywhere.
        var snapshot = try await stock(
            for: lines.filter { $0.offerID == nil }.amountsByProduct, keptIn: try await slots.lots(of: offers),
            of: offered.map(\.productID), at: now, in: transaction)
        snapshot.slots = try await slots.load(offers).values.map { $0 }
        var answered = try await reservations.answered(among: asking.map(\.demand.orderID))
        let fresh = asking.filter { answered.insert($0.demand.orderID).inserted }
        if fresh.isEmpty { return [] }
        let round = allocateStock(for: fresh.map(\.demand), from: snapshot, at: now, newID: { .make() })
        try LotStore(transaction: transaction).move(round.movements, at: now)
        try slots.follow(round.movements, on: snapshot.slots)
        try reservations.insert(round.answers.map(\.reservation))
        try PriceBreachStore(transaction: transaction).insert(round.breaches)
        try StockHistory(transaction: transaction).append(
            zip(fresh, round.answers).map { asked, answer in
                StockHistory.Entry(
                    aggregate: .reservation, subject: asked.demand.orderID,
                    command: answer.reservation.state == .held ? "reserve" : "refuse",
                    cause: .event(asked.received.envelope), at: now)
            })
        return try zip(fresh, round.answers).flatMap { asked, answer in
            let breaches = round.breaches.filter { $0.orderID == asked.demand.orderID }.map(PriceBreached.init)
            return [try PendingEvent(answer, causedBy: asked.received.envelope)]
                + (try breaches.map { try PendingEvent($0, causedBy: asked.received.envelope) })
        }
    }
}

extension PendingEvent {
    /// What an order is answered.
    fileprivate init(_ answer: StockAnswer, causedBy cause: EventEnvelope) throws(EventFault) {
        switch answer {
        case .reserved(let reservation, let lines):
            try self.init(StockReserved(reservation, lines), causedBy: cause)
        case .refused(let reservation, let refusals):
            try self.init(StockRefused(reservation, refusals), causedBy: cause)
        }
    }
}

extension [OrderDemand.Line] {
    /// How much they ask for of each product. Who asks for more than any number says asks for all there is.
    fileprivate var amountsByProduct: [UUIDv7: Int64] {
        reduce(into: [:]) { amounts, line in
            let (sum, isBeyond) = amounts[line.productID, default: 0].addingReportingOverflow(
                Swift.max(0, line.quantity.amount))
            amounts[line.productID] = isBeyond ? .max : sum
        }
    }
}

extension OrderDemand {
    /// What an order asks for.
    fileprivate init(_ placed: OrderPlaced) {
        self.init(
            orderID: placed.orderID, kind: OrderKind(placed.kind), subPlatformID: placed.subPlatform,
            partnerID: placed.partner, placedAt: placed.placedAt,
            lines: placed.lines.map { line in
                Line(
                    line: line.line, listingID: line.listingID, productID: line.productID, quantity: line.quantity,
                    expectedPrice: line.expectedPrice, offerID: line.offerID,
                    choices: (line.options ?? []).map { OptionChoice(key: $0.key, value: $0.value) })
            })
    }
}

extension OrderKind {
    fileprivate init(_ kind: OrderPlaced.Kind) {
        self =
            switch kind {
            case .retail: .retail
            case .preorder: .preorder
            case .agency: .agency
            case .downlink: .downlink
            case .import: .partnerImport
            }
    }
}
