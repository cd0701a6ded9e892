internal import CatalogueDomain
internal import CatalogueEvents
internal import Delivery
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `order.placed`: serves a whole batch of orders from the lots on sale, each in its turn: all that it asks for, or
    /// nothing. An order is answered once.
    func on(_ events: [Received<OrderPlaced>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let asking = events.map { (received: $0, demand: OrderDemand($0.body)) }.filter {
            $0.demand.kind.asksForStockWhenPlaced
        }
        let reservations = ReservationStore(transaction: transaction)
        let now = workbench.clock.now()
        // The locks of the lots come first: whoever answered these orders before has let go of them by then.
        let snapshot = try await stock(for: asking.map(\.demand), at: now, in: transaction)
        var answered = try await reservations.answered(among: asking.map(\.demand.orderID))
        let fresh = asking.filter { answered.insert($0.demand.orderID).inserted }
        if fresh.isEmpty { return [] }
        let round = allocateStock(for: fresh.map(\.demand), from: snapshot, at: now, newID: { .make() })
        try LotStore(transaction: transaction).move(round.movements)
        try reservations.insert(round.answers.map(\.reservation))
        return try zip(fresh, round.answers).map { asked, answer in
            switch answer {
            case .reserved(let reservation, let lines):
                try PendingEvent(StockReserved(reservation, lines), causedBy: asked.received.envelope)
            case .refused(let reservation, let refusals):
                try PendingEvent(StockRefused(reservation, refusals), causedBy: asked.received.envelope)
            }
        }
    }

    /// All that orders may be served from, under the locks of its lots.
    private func stock(
        for demands: [OrderDemand], at now: Instant, in transaction: PostgresTransaction
    ) async throws -> StockSnapshot {
        let ids = Set(demands.flatMap(\.lines).map(\.productID)).sorted()
        if ids.isEmpty { return StockSnapshot(products: [], lots: []) }
        let store = LotStore(transaction: transaction)
        let lots = try await store.loadListed(of: ids)
        let products = try await ProductStore(transaction: transaction).load(ids)
        let standings = try await HouseholdStore(transaction: transaction).load(of: lots)
        let sold = try await store.sold(of: ids, harvestedSince: Day(of: now - .days(Self.seasonDays)))
        return StockSnapshot(
            products: ids.compactMap { products[$0] },
            lots: lots.map { lot in
                let share = ProducerShare(product: lot.productID, producer: lot.producer.id)
                return LotOnSale(lot: lot, known: lot.knownBenefit(standings), soldThisSeason: sold[share] ?? 0)
            })
    }

    /// A season is the year since a harvest.
    private static let seasonDays: Int64 = 365
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
