import CatalogueDomain
import Testing
import Vocabulary

@Suite("A product")
struct ProductTests {
    private func publish(
        floor: PriceFloor = Sample.floor(), in pavilion: Pavilion? = nil,
        _ change: (inout ProductSpecification) -> Void = { _ in },
    ) throws -> Product {
        var specification = try Sample.specification()
        change(&specification)
        return try Product.publish(
            id: Sample.productID, specification: specification, in: pavilion ?? Sample.pavilion(), floor: floor
        ).0
    }

    @Test("is published in its county's open pavilion")
    func pavilion() throws {
        #expect(try publish().version == 1)
        var closed = try Sample.pavilion()
        try closed.close()
        #expect(throws: ProductRefusal.pavilionUnfit) { try publish(in: closed) }
        let luodian = try Sample.code("522728")
        #expect(throws: ProductRefusal.pavilionUnfit) { try publish { $0.county = luodian } }
    }

    @Test("is refused when it contradicts itself")
    func contradictions() throws {
        let perPiece = PriceFloor(price: Price(1, .perPiece), inForceFrom: Sample.now, approvedBy: "wang.prices")
        #expect(throws: ProductRefusal.nameIncomplete) { try publish { $0.name.en = "" } }
        #expect(throws: ProductRefusal.weightsImplausible) {
            try publish { $0.unit = UnitWeights(netGrams: 2, grossGrams: 1, volumeMillilitres: 1) }
        }
        #expect(throws: ProductRefusal.wrongMeasure(perPiece.price)) { try publish(floor: perPiece) }
        #expect(throws: ProductRefusal.priceNotPositive) { try publish(floor: Sample.floor(0)) }
    }

    @Test("is published again, under the next version, with each change")
    func versions() throws {
        var product = try Sample.product()
        var specification = product.specification
        specification.name.en = "Golden peach"
        #expect(try product.revise(to: specification) == [.published(version: 4)])
        #expect(try product.endListing(Sample.listingID, at: Sample.now) == [.published(version: 5)])
        specification.soldBy = .pieces
        #expect(throws: ProductRefusal.unitOfSaleChanged) { try product.revise(to: specification) }
        #expect(product.version == 5)
    }

    @Test("changes no more once it is withdrawn")
    func withdrawn() throws {
        var product = try Sample.product()
        let refusal = ProductRefusal.notInState(.withdrawn)
        let specification = product.specification
        _ = try product.withdraw(reason: "season-over", at: Sample.now)
        #expect(throws: refusal) { try product.withdraw(reason: "again", at: Sample.now) }
        #expect(throws: refusal) { try product.revise(to: specification) }
        #expect(throws: refusal) { try product.endListing(Sample.listingID, at: Sample.now) }
        #expect(throws: refusal) {
            try product.changeFloor(
                to: Sample.floor(1), covering: [], under: Sample.terms, newID: { Sample.id(9) })
        }
        #expect(throws: refusal) { try product.offer(product.listings[0], breachID: Sample.id(9), at: Sample.now) }
    }

    @Test("is offered at or above its floor; below, the attempt is logged and nothing is listed")
    func floor() throws {
        var product = try Sample.product(floor: 400)
        func listing(_ number: UInt64, _ fen: Fen) -> Listing {
            Listing(
                id: Sample.id(number), subPlatformID: nil, price: Price(fen, .per500g), from: Sample.now, until: nil)
        }
        let facts = try product.offer(listing(31, 399), breachID: Sample.id(9), at: Sample.now)
        #expect(try product == Sample.product(floor: 400))
        guard case .priceBreached(let breach) = facts.first else {
            Issue.record("no breach")
            return
        }
        #expect(breach.listingID == Sample.id(31) && breach.action == .refused && facts.count == 1)
        _ = try product.offer(listing(31, 400), breachID: Sample.id(9), at: Sample.now)
        #expect(product.lowestPrice(at: Sample.now) == Price(400, .per500g))
        #expect(throws: ProductRefusal.listingKnown) {
            try product.offer(listing(31, 500), breachID: Sample.id(9), at: Sample.now)
        }
    }

    @Test("is listed where it is sold, for a time that is one")
    func listings() throws {
        var product = try Sample.product()
        let elsewhere = Listing(
            id: Sample.id(31), subPlatformID: Sample.id(60), price: Price(500, .per500g), from: Sample.now, until: nil)
        let backwards = Listing(
            id: Sample.id(32), subPlatformID: nil, price: Price(500, .per500g), from: Sample.now, until: Sample.now)
        #expect(throws: ProductRefusal.notOnSubPlatform) {
            try product.offer(elsewhere, breachID: Sample.id(9), at: Sample.now)
        }
        #expect(throws: ProductRefusal.listingEndsBeforeItBegins) {
            try product.offer(backwards, breachID: Sample.id(9), at: Sample.now)
        }
        _ = try product.endListing(Sample.listingID, at: Sample.now)
        #expect(throws: ProductRefusal.listingUnknown) { try product.endListing(Sample.listingID, at: Sample.now) }
    }

    @Test("gets another floor on appeal, if the producers are still paid")
    func appeal() throws {
        var product = try Sample.product()
        func change(_ fen: Fen, covering prices: [Fen] = []) throws {
            _ = try product.changeFloor(
                to: Sample.floor(fen), covering: prices.map { Price($0, .per500g) }, under: Sample.terms,
                newID: { Sample.id(9) })
        }
        #expect(throws: ProductRefusal.floorBelowCost(producerPrice: Price(400, .per500g))) {
            try change(350, covering: [300, 400])
        }
        try change(350, covering: [300])
        #expect(product.floor.price == Price(350, .per500g))
    }

    @Test("logs each listing that a raised floor leaves below it, unless it is over")
    func raised() throws {
        var product = try Sample.product(price: 600)
        _ = try product.offer(
            Listing(
                id: Sample.id(11), subPlatformID: nil, price: Price(450, .per500g), from: Sample.now - .hours(9),
                until: Sample.now), breachID: Sample.id(9), at: Sample.now)
        let facts = try product.changeFloor(
            to: Sample.floor(601), covering: [], under: Sample.terms, newID: { Sample.id(9) })
        let breach = PriceBreach(
            id: Sample.id(9), productID: product.id, listingID: Sample.listingID, attempted: Price(600, .per500g),
            floor: Price(601, .per500g), action: .refused, at: Sample.now)
        #expect(facts == [.published(version: product.version), .priceBreached(breach)])
    }
}

@Suite("An appeal for a higher floor")
struct FloorAppealTests {
    private func file(because grounds: String = "fodder is dear") throws -> FloorAppeal {
        try FloorAppeal.file(
            id: Sample.id(1), productID: Sample.productID, floor: Price(601, .per500g), grounds: grounds,
            by: "zhao.pavilion", at: Sample.now)
    }

    @Test("says why")
    func grounds() throws {
        #expect(throws: FloorAppealRefusal.groundsMissing) { try file(because: "") }
        #expect(try file().state == .open)
    }

    @Test("is granted or dismissed once, by somebody else than who filed it", arguments: [true, false])
    func decided(isGranted: Bool) throws {
        var appeal = try file()
        #expect(throws: FloorAppealRefusal.decidedByAppellant("zhao.pavilion")) {
            try appeal.decide(isGranted: isGranted, by: "zhao.pavilion")
        }
        #expect(appeal.state == .open)
        try appeal.decide(isGranted: isGranted, by: "wang.prices")
        #expect(appeal.state == (isGranted ? .granted : .dismissed))
        #expect(throws: FloorAppealRefusal.notInState(appeal.state)) {
            try appeal.decide(isGranted: true, by: "sun.prices")
        }
    }
}

@Suite("Price terms")
struct PriceTermsTests {
    @Test(
        "are covered from the producer price, the commission rounded up and the tax in the price on",
        arguments: [
            (300, 50, 0, 315), (301, 50, 0, 317), (0, 50, 130, 0), (300, 50, 130, 356), (200, 0, 90, 218),
        ] as [(Fen, Int64, Int64, Fen)])
    func least(producer: Fen, commission: Int64, tax: Int64, least: Fen) {
        let terms = PriceTerms(stationCommissionPermille: commission, taxPermille: tax)
        func isCovered(by fen: Fen) -> Bool {
            terms.isCovered(by: Price(fen, .per500g), producerPrice: Price(producer, .per500g))
        }
        #expect(isCovered(by: least) && !isCovered(by: least - 1))
    }

    @Test("cannot be covered by a price for another measure")
    func measure() {
        #expect(!Sample.terms.isCovered(by: Price(1_000_000, .perPiece), producerPrice: Price(1, .per500g)))
    }
}

@Suite("Provenance")
struct ProvenanceTests {
    private func provenance(_ parts: [(poor: Bool, registered: Bool, amount: Int64)]) -> Provenance {
        Provenance(
            county: .national,
            parts: parts.map { .init(isPoorVillage: $0.poor, isRegistered: $0.registered, amount: $0.amount) })
    }

    @Test("says of how much of the goods it is true")
    func levels() {
        #expect(provenance([]) == Provenance(county: .national, village: .none, registeredPermille: 0))
        #expect(provenance([(true, true, 2), (true, false, 1)]).village == .poor)
        #expect(provenance([(true, true, 2), (false, false, 1)]).village == .mixed)
        #expect(provenance([(false, true, 2), (false, false, 1)]).village == .none)
        #expect(provenance([(true, true, 2), (false, false, 1)]).registeredPermille == 666)
    }

    @Test("is published when it is another than was said last, and never of what is withdrawn")
    func traced() throws {
        var product = try Sample.product()
        let poor = provenance([(true, false, 2)])
        #expect(product.trace(to: poor) == [.published(version: 4)])
        #expect(product.provenance == poor)
        #expect(product.trace(to: poor).isEmpty && product.version == 4)
        _ = try product.withdraw(reason: "season-over", at: Sample.now)
        #expect(product.trace(to: .unclaimed).isEmpty && product.provenance == poor)
    }
}

@Suite("Designations")
struct DesignationTests {
    @Test("hold from their first day to their last, and the one that began last counts")
    func days() throws {
        let (county, village) = (try Sample.code("522728"), try Sample.code("522728100201"))
        let first = try #require(Day("2012-03-19"))
        let last = try #require(Day("2020-02-29"))
        let known = [
            Designation(code: county, level: .national, firstDay: first, lastDay: last),
            Designation(code: county, level: .provincial, firstDay: first - 365, lastDay: nil),
            Designation(code: village, level: .poorVillage, firstDay: first, lastDay: nil),
        ]
        #expect(Designations(known, on: first - 1).level(of: county) == .provincial)
        #expect(Designations(known, on: first).level(of: county) == .national)
        #expect(Designations(known, on: last).level(of: county) == .national)
        #expect(Designations(known, on: last + 1).level(of: county) == .provincial)
        #expect(Designations(known, on: first - 366).level(of: county) == .none)
        #expect(Designations(known, on: first).isPoor(village) && !Designations(known, on: first - 1).isPoor(village))
        #expect(Designations(known, on: first).level(of: village) == .none)
        #expect(!Designations(known, on: first).isPoor(county))
    }
}

@Suite("Options")
struct OptionTests {
    private let options = [
        ProductOption(key: "colour", rule: .oneOf(["red", "dark blue"])),
        ProductOption(key: "engraving", rule: .text(maximumLength: 4)),
        ProductOption(key: "teeth", rule: .number(from: -1, to: 9)),
    ]

    @Test(
        "allow what their rule says, once",
        arguments: [
            ([("colour", "dark blue"), ("teeth", "-1")], true), ([], true), ([("engraving", "一二三四")], true),
            ([("colour", "blue")], false), ([("engraving", "12345")], false), ([("engraving", "")], false),
            ([("teeth", "10")], false), ([("teeth", "x")], false), ([("size", "1")], false),
            ([("colour", "red"), ("colour", "red")], false),
        ] as [([(String, String)], Bool)])
    func allowed(choices: [(String, String)], isAllowed: Bool) {
        #expect(options.allow(choices.map { OptionChoice(key: $0.0, value: $0.1) }) == isAllowed)
    }

    @Test("are read as they are written")
    func text() {
        for rule in options.map(\.rule) { #expect(OptionRule(rule.description) == rule) }
        for text in ["", "one-of", "text 0", "text x", "number 1", "number 2..1", "any 1"] {
            #expect(OptionRule(text) == nil, "\(text)")
        }
    }
}
