import CatalogueDomain
import Seeds
import Testing
import Vocabulary

private func allocate(
    _ orders: [OrderDemand], _ lots: [LotOnSale], product: Product? = nil, slots: [SlotStock] = [],
    at now: Instant = Sample.now,
) throws -> AllocationRound {
    let ids = Counter()
    let snapshot = StockSnapshot(products: [try product ?? Sample.product()], lots: lots, slots: slots)
    return allocateStock(for: orders, from: snapshot, at: now, newID: ids.next)
}

extension StockAnswer {
    /// What was allocated of which lot, in order.
    fileprivate var portions: [Portion] {
        guard case .reserved(_, let lines) = self else { return [] }
        return lines.flatMap { line in
            line.allocations.map { Portion($0.candidate.lot.id, $0.quantity.amount, $0.rule) }
        }
    }

    fileprivate var refusals: [LineRefusal] {
        if case .refused(_, let refusals) = self { refusals } else { [] }
    }

    fileprivate var reasons: [LineRefusalReason] { refusals.map(\.reason) }
}

private struct Portion: Equatable {
    let lotID: UUIDv7
    let grams: Int64
    let rule: AllocationRule

    init(_ lotID: UUIDv7, _ grams: Int64, _ rule: AllocationRule) {
        self.lotID = lotID
        self.grams = grams
        self.rule = rule
    }
}

@Suite("The order of lots")
struct LotPrecedenceTests {
    @Test("is registered first, then first expired, then least sold, then id, and says why")
    func order() throws {
        let lots = try [
            Sample.onSale(Sample.lot(1, grams: 1000, expiresIn: 1)),
            Sample.onSale(Sample.lot(2, grams: 1000, expiresIn: 2)),
            Sample.onSale(Sample.lot(3, grams: 1000, expiresIn: 5), registered: true, sold: 10),
            Sample.onSale(Sample.lot(4, grams: 1000, expiresIn: 5), registered: true, sold: 9),
            Sample.onSale(Sample.lot(6, grams: 1000, expiresIn: 5), registered: true, sold: 9),
            Sample.onSale(Sample.lot(5, grams: 1000, expiresIn: 4), registered: true, sold: 99),
        ]
        let round = try allocate([Sample.order(1, [Sample.line(grams: 5500)])], lots)
        #expect(
            round.answers[0].portions == [
                Portion(Sample.id(5), 1000, .registeredFirst), Portion(Sample.id(4), 1000, .registeredFirst),
                Portion(Sample.id(6), 1000, .registeredFirst), Portion(Sample.id(3), 1000, .registeredFirst),
                Portion(Sample.id(1), 1000, .firstExpired), Portion(Sample.id(2), 500, .onlyLot),
            ])
    }

    @Test("does not ask what others than registered households sold")
    func ordinarySales() throws {
        let lots = try [
            Sample.onSale(Sample.lot(1, grams: 1000), sold: 99), Sample.onSale(Sample.lot(2, grams: 1000), sold: 0),
        ]
        let round = try allocate([Sample.order(1, [Sample.line(grams: 10)])], lots)
        #expect(round.answers[0].portions.map(\.lotID) == [Sample.id(1)])
    }

    @Test("passes over lots that are not listed or whose last day is over")
    func unfit() throws {
        let states: [LotState] = [.received, .passed, .quarantined, .closed, .recalled]
        var lots = try states.enumerated().map { try Sample.onSale(Sample.lot(UInt64($0 + 1), $1)) }
        lots.append(try Sample.onSale(Sample.lot(20, expiresIn: 0)))
        let answer = try allocate([Sample.order(1, [Sample.line(grams: 1)])], lots, at: Sample.today.end).answers[0]
        #expect(answer.refusals.map(\.available) == [.grams(0)])
    }
}

@Suite("Allocating stock")
struct AllocateStockTests {
    @Test("fills each line whole, and computes what it costs, weighs and owes")
    func amounts() throws {
        let lots = try [
            Sample.onSale(Sample.lot(1, grams: 1250), registered: true),
            Sample.onSale(Sample.lot(2, title: .purchased)),
        ]
        let round = try allocate([Sample.order(1, [Sample.line(grams: 2501, expected: 650)])], lots)
        guard case .reserved(let reservation, let lines) = round.answers[0] else {
            Issue.record("refused")
            return
        }
        let line = try #require(lines.first)
        #expect(line.price == Price(600, .per500g) && line.amountFen == 3001)
        #expect(line.allocations.map(\.producerFen) == [750, 0], "a purchased lot owes nobody")
        #expect(line.allocations.map(\.grossGrams) == [1400, 1402])
        #expect(line.allocations.map(\.volumeMillilitres) == [3000, 3003])
        #expect(reservation.state == .held && reservation.decidedAt == Sample.now)
        #expect(reservation.allocations.map(\.open) == [1250, 1251])
        #expect(reservation.allocations.map(\.id) == line.allocations.map(\.allocationID))
    }

    @Test("never sells one lot to two lines of an order")
    func twoLines() throws {
        let order = Sample.order(1, [Sample.line(1, grams: 600), Sample.line(2, grams: 600)])
        let lots = try [Sample.onSale(Sample.lot(1, grams: 1000))]
        let round = try allocate([order], lots)
        #expect(
            round.answers[0].refusals.map { [Int64($0.line), $0.available?.amount] } == [[2, 400]])
        #expect(round.answers[0].reasons == [.short])
        #expect(round.movements.isEmpty, "an order gets all or nothing")
    }

    @Test("serves orders as they come, and one that gets nothing takes nothing from the next")
    func twoOrders() throws {
        let lots = try [Sample.onSale(Sample.lot(1, grams: 1000))]
        let orders = [700, 400, 300].enumerated().map {
            Sample.order(UInt64($0), [Sample.line(grams: Int64($1))])
        }
        let round = try allocate(orders, lots)
        #expect(round.answers.map(\.reservation.state) == [.held, .refused, .held])
        #expect(round.movements == [StockMovement(of: Sample.id(1), by: .reserve, 1000)])
    }

    @Test("tells of every line that cannot be filled")
    func allRefusals() throws {
        let lots = try [Sample.onSale(Sample.lot(1, grams: 1000))]
        var unlisted = Sample.line(3, grams: 1)
        unlisted = OrderDemand.Line(
            line: 3, listingID: Sample.id(404), productID: unlisted.productID, quantity: unlisted.quantity,
            expectedPrice: unlisted.expectedPrice)
        let order = Sample.order(
            1, [Sample.line(1, grams: 2000), Sample.line(2, grams: 1, expected: 599), unlisted])
        let answer = try allocate([order], lots).answers[0]
        #expect(answer.reasons == [.short, .priceChanged, .notListed])
        #expect(answer.refusals[1].price == Price(600, .per500g))
    }

    @Test("refuses what cannot be ordered so")
    func options() throws {
        let product = try Sample.product(options: [ProductOption(key: "box", rule: .oneOf(["red", "blue"]))])
        let lots = try [Sample.onSale(Sample.lot(1))]
        func reasons(_ line: OrderDemand.Line) throws -> [LineRefusalReason] {
            try allocate([Sample.order(1, [line])], lots, product: product).answers[0].reasons
        }
        #expect(try reasons(Sample.line(grams: 1, choices: [OptionChoice(key: "box", value: "red")])).isEmpty)
        #expect(
            try reasons(Sample.line(grams: 1, choices: [OptionChoice(key: "box", value: "green")]))
                == [.optionInvalid])
        #expect(try reasons(Sample.line(grams: 0)) == [.optionInvalid])
        #expect(try reasons(Sample.line(grams: -5)) == [.optionInvalid])
    }

    @Test("judges a listing by when and where the order was placed")
    func listings() throws {
        var product = try Sample.product()
        product = Product(
            id: product.id, version: 1, state: .published, specification: product.specification, floor: product.floor,
            listings: [
                Listing(
                    id: Sample.listingID, subPlatformID: Sample.id(60), price: Price(600, .per500g), from: Sample.now,
                    until: Sample.now + .hours(1))
            ])
        let lots = try [Sample.onSale(Sample.lot(1))]
        func reasons(_ subPlatformID: UUIDv7?, after span: Span) throws -> [LineRefusalReason] {
            let order = OrderDemand(
                orderID: Sample.id(1), kind: .retail, subPlatformID: subPlatformID, placedAt: Sample.now + span,
                lines: [Sample.line(grams: 1)])
            return try allocate([order], lots, product: product, at: Sample.now + .hours(2)).answers[0].reasons
        }
        #expect(try reasons(Sample.id(60), after: .hours(0)).isEmpty)
        #expect(try reasons(Sample.id(60), after: .hours(1)) == [.notListed])
        #expect(try reasons(Sample.id(60), after: .milliseconds(-1)) == [.notListed])
        #expect(try reasons(nil, after: .hours(0)) == [.notListed])
        #expect(try reasons(Sample.id(61), after: .hours(0)) == [.notListed])
    }

    @Test("refuses a price that a raised floor left below it, but serves an import and logs it")
    func floor() throws {
        let product = try Sample.product(price: 600, floor: 601)
        let lots = try [Sample.onSale(Sample.lot(1))]
        let orders = [
            Sample.order(1, [Sample.line(grams: 500)]),
            Sample.order(2, kind: .partnerImport, [Sample.line(grams: 500, expected: 450)]),
            Sample.order(3, kind: .partnerImport, [Sample.line(grams: 500, expected: 700)]),
        ]
        let round = try allocate(orders, lots, product: product)
        #expect(round.answers[0].reasons == [.belowFloor])
        guard case .reserved(_, let lines) = round.answers[1], case .reserved(_, let above) = round.answers[2] else {
            Issue.record("an import was refused")
            return
        }
        #expect(lines[0].price == Price(450, .per500g) && above[0].price == Price(700, .per500g))
        #expect(round.breaches.map(\.attempted) == [Price(450, .per500g)])
        #expect(round.breaches.map(\.action) == [.acceptedImport] && round.breaches.map(\.partnerID) == [Sample.id(8)])
    }

    @Test("logs no breach for an import that got nothing")
    func refusedImport() throws {
        let lots = try [Sample.onSale(Sample.lot(1, grams: 10))]
        let order = Sample.order(1, kind: .partnerImport, [Sample.line(grams: 500, expected: 1)])
        #expect(try allocate([order], lots).breaches.isEmpty)
    }

    @Test("keeps a production order's lots for those who ordered before the harvest")
    func preorder() throws {
        let production = Sample.id(70)
        let lots = try [
            Sample.onSale(Sample.lot(1, grams: 1000, productionOrderID: production), registered: true),
            Sample.onSale(Sample.lot(2, grams: 1000)),
        ]
        let preorder = OrderDemand.Line(
            line: 1, listingID: Sample.listingID, productID: Sample.productID, quantity: .grams(1000),
            expectedPrice: Price(600, .per500g), productionOrderID: production)
        let round = try allocate(
            [
                Sample.order(1, [Sample.line(grams: 1001)]), Sample.order(2, kind: .preorder, [preorder]),
                Sample.order(3, [Sample.line(grams: 1000)]),
            ], lots)
        #expect(round.answers[0].refusals.map(\.available) == [.grams(1000)])
        #expect(round.answers[1].portions == [Portion(Sample.id(1), 1000, .preorderQuota)])
        #expect(round.answers[2].portions == [Portion(Sample.id(2), 1000, .onlyLot)])
    }

    @Test("carries everything but stays and visits", arguments: ProductKind.allCases)
    func carried(kind: ProductKind) throws {
        let product = try Sample.product(kind: kind)
        let round = try allocate(
            [Sample.order(1, [Sample.line(grams: 1)])], [Sample.onSale(Sample.lot(1))], product: product)
        #expect(round.answers[0].reservation.allocations.map(\.isCarried) == [kind != .tourism])
    }

    @Test("asks for stock when it is placed", arguments: OrderKind.allCases)
    func kinds(kind: OrderKind) {
        #expect(kind.asksForStockWhenPlaced == (kind != .agency && kind != .preorder))
    }
}

@Suite("Allocating an offer's stock")
struct AllocateSlotTests {
    private func answer(_ order: OrderDemand, _ slot: SlotStock, at now: Instant = Sample.now) throws -> StockAnswer {
        let lot = try Sample.onSale(Sample.lot(1, .listed, [.available: 9000, .setAside: 1000]))
        return try allocate([order], [lot], slots: [slot], at: now).answers[0]
    }

    private func order(_ grams: Int64 = 1000, expected: Fen = 500, after span: Span = .seconds(0)) -> OrderDemand {
        Sample.order(1, placedAt: Sample.now + span, [Sample.line(grams: grams, expected: expected, offer: 50)])
    }

    @Test("takes from what is kept for it, at its price, and from nothing else")
    func fromSlot() throws {
        let slot = Sample.slot([(1, 1000)])
        guard case .reserved(let reservation, let lines) = try answer(order(), slot) else {
            Issue.record("refused")
            return
        }
        #expect(lines[0].price == Price(500, .per500g))
        #expect(reservation.allocations.map(\.offerID) == [Sample.id(50)])
        #expect(try answer(order(1001), slot).refusals.map(\.available) == [.grams(1000)])
        #expect(try answer(order(expected: 499), slot).reasons == [.priceChanged])
    }

    @Test("is not for those who buy at the listing's price")
    func kept() throws {
        let all = Sample.order(1, [Sample.line(grams: 9001)])
        #expect(try answer(all, Sample.slot([(1, 1000)])).refusals.map(\.available) == [.grams(9000)])
    }

    @Test("judges by when the order was placed, whenever it arrives")
    func window() throws {
        let slot = Sample.slot([(1, 1000)])
        let late = slot.terms.closesAt + .minutes(5)
        #expect(try answer(order(after: .milliseconds(-1)), slot).reasons == [.offerClosed])
        #expect(try answer(order(after: .milliseconds(599_999)), slot, at: late).reasons.isEmpty)
        #expect(try answer(order(after: .minutes(10)), slot, at: late).reasons == [.offerClosed])
    }

    @Test("serves within the grace those who ordered before it closed")
    func grace() throws {
        var slot = Sample.slot([(1, 1000)])
        let facts = try slot.close(at: Sample.now + .minutes(2))
        #expect(facts == [.closed(giveBackDue: Sample.now + .minutes(3))])
        #expect(try answer(order(after: .milliseconds(119_999)), slot).reasons.isEmpty)
        #expect(try answer(order(after: .minutes(2)), slot).reasons == [.offerClosed])
        _ = try slot.giveBack(at: Sample.now + .minutes(3))
        #expect(try answer(order(after: .minutes(1)), slot).reasons == [.offerClosed])
    }

    @Test("needs an offer that exists and is of that listing")
    func unknown() throws {
        let other = SlotTerms(
            offerID: Sample.id(50), listingID: Sample.id(404), productID: Sample.productID, price: Price(500, .per500g),
            allotment: .grams(1000), opensAt: Sample.now, closesAt: Sample.now + .minutes(10))
        let slot = SlotStock(
            terms: other, state: .setAside, total: 1000, registeredPermille: 0, shares: Sample.slot([(1, 1000)]).shares,
            closedAt: nil)
        #expect(try answer(order(), slot).reasons == [.offerClosed])
        #expect(try answer(order(), Sample.slot(offer: 51, [(1, 1000)])).reasons == [.offerClosed])
    }
}

@Suite("A flash sale")
struct FlashSaleTests {
    @Test("sells exactly what there is, to those who came first, lot by lot", arguments: [1, 2, 3] as [UInt64])
    func rush(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let lots = try (1...200).map { number in
            let share = Int64.random(in: 1...5000, using: &generator)
            let lot = try Sample.lot(
                UInt64(number), .listed, [.setAside: share, .available: 10_000 - share],
                expiresIn: .random(in: 1...9, using: &generator))
            return Sample.onSale(
                lot, registered: .random(using: &generator), sold: .random(in: 0...9, using: &generator))
        }
        let slot = Sample.slot(lots.map { ($0.lot.id.low & 0xffff, $0.lot.stock[.setAside]) })
        let orders = (1...3000).map { number in
            let offer: UInt64? = .random(in: 0...2, using: &generator) > 0 ? 50 : nil
            let lines = (1...Int32.random(in: 1...3, using: &generator)).map {
                Sample.line($0, grams: .random(in: 1...2000, using: &generator), offer: offer)
            }
            return Sample.order(UInt64(number), lines)
        }
        let round = try allocate(orders, lots, slots: [slot])
        #expect(round.answers.contains { $0.reservation.state == .refused }, "the rush was no rush, seed \(seed)")

        var stocks = Dictionary(uniqueKeysWithValues: lots.map { ($0.lot.id, $0.lot.stock) })
        for moved in round.movements { try stocks[moved.lotID]?.move(moved.amount, by: moved.movement) }
        let allocations = round.answers.flatMap(\.reservation.allocations)
        let promised = Dictionary(grouping: allocations, by: \.lotID).mapValues { $0.reduce(0) { $0 + $1.open } }
        for (id, stock) in stocks { #expect(stock[.reserved] == promised[id, default: 0], "seed \(seed)") }

        expectFirstComeFirstServed(orders, round, slotTotal: slot.total, lots: lots, seed: seed)
        let lines = orders.reduce(0) { $0 + $1.lines.count }
        #expect(allocations.count <= lines + 2 * lots.count, "each lot is split between lines at most once")
    }

    /// The plainest possible second computation: two running totals.
    private func expectFirstComeFirstServed(
        _ orders: [OrderDemand], _ round: AllocationRound, slotTotal: Int64, lots: [LotOnSale], seed: UInt64,
    ) {
        var left = [true: slotTotal, false: lots.reduce(0) { $0 + $1.lot.stock[.available] }]
        for (order, answer) in zip(orders, round.answers) {
            let fromSlot = order.lines[0].offerID != nil
            let asked = order.lines.reduce(0) { $0 + $1.quantity.amount }
            let fits = asked <= left[fromSlot, default: 0]
            if fits { left[fromSlot, default: 0] -= asked }
            #expect(answer.reservation.state == (fits ? .held : .refused), "seed \(seed), order \(order.orderID)")
            #expect(answer.reservation.allocations.reduce(0) { $0 + $1.open } == (fits ? asked : 0))
        }
    }
}
