import CatalogueDomain
import Testing
import Vocabulary

@Suite("Weighing in")
struct ReceiveLotTests {
    private func receive(
        _ quantity: Quantity = .grams(10_000), from producer: Producer?, members: [LotProducer.Member] = [],
        origin: LotOrigin? = nil, at now: Instant = Sample.now,
    ) throws -> Lot {
        try Lot.receive(
            id: Sample.id(1), quantity: quantity, of: Sample.product(), from: producer, members: members,
            origin: origin ?? Sample.origin(), at: now
        ).0
    }

    @Test("takes a producer's goods on consignment, all of them available")
    func consigned() throws {
        let lot = try receive(from: Sample.household(1))
        #expect(lot.state == .received && lot.title == .consigned)
        #expect(lot.stock[.available] == 10_000 && lot.stock.received == 10_000)
        #expect(lot.producer.token == Sample.token(1))
    }

    @Test("takes over what a station bought")
    func purchased() throws {
        let (lot, facts) = try Lot.purchase(
            id: Sample.id(1), quantity: .grams(500), of: Sample.product(), from: Sample.household(1),
            origin: Sample.origin(), at: Sample.now)
        #expect(lot.title == .purchased && facts == [.received(.grams(500))])
    }

    @Test("refuses what cannot be a lot")
    func refused() throws {
        let household = try Sample.household(1)
        let town = LotOrigin(
            stationID: Sample.station, village: try Sample.code("341321"), harvestedOn: Sample.today,
            expiresOn: Sample.today, grade: "A", producerPrice: Price(300, .per500g))
        let perPiece = LotOrigin(
            stationID: Sample.station, village: try Sample.code("341321100201"), harvestedOn: Sample.today,
            expiresOn: Sample.today, grade: "A", producerPrice: Price(300, .perPiece))
        #expect(throws: LotRefusal.producerUnknown) { try receive(from: nil) }
        #expect(throws: LotRefusal.quantityNotPositive) { try receive(.grams(0), from: household) }
        #expect(throws: LotRefusal.wrongUnit(.pieces)) { try receive(.pieces(5), from: household) }
        #expect(throws: LotRefusal.notAVillage(town.village)) { try receive(from: household, origin: town) }
        #expect(throws: LotRefusal.wrongMeasure(perPiece.producerPrice)) {
            try receive(from: household, origin: perPiece)
        }
        #expect(throws: LotRefusal.harvestedLater(Sample.today)) {
            try receive(from: household, at: Sample.now - .days(1))
        }
    }

    @Test("is possible until the end of the last day")
    func lastDay() throws {
        let household = try Sample.household(1)
        let end = (Sample.today + 10).end
        #expect(try receive(from: household, at: end - .milliseconds(1)).state == .received)
        #expect(throws: LotRefusal.expired(Sample.today + 10)) { try receive(from: household, at: end) }
    }

    @Test("lists the members of a cooperative, whose parts are the whole lot")
    func members() throws {
        let parts = [
            LotProducer.Member(token: Sample.token(1), amount: 6000),
            LotProducer.Member(token: Sample.token(2), amount: 4000),
        ]
        #expect(try receive(from: Sample.cooperative(), members: parts).producer.members == parts)
        #expect(throws: LotRefusal.membersDoNotAddUp(6000)) {
            try receive(from: Sample.cooperative(), members: [parts[0]])
        }
        #expect(throws: LotRefusal.membersOfNoCooperative) {
            try receive(from: Sample.household(1), members: parts)
        }
    }
}

@Suite("Inspection")
struct InspectLotTests {
    @Test("is never the producer's own")
    func ownInspection() throws {
        var received = try Sample.lot(1, .received)
        var held = try Sample.lot(1, .quarantined, [.quarantined: 10_000])
        let own = Sample.inspection(.passed, by: received.producer.id)
        #expect(throws: LotRefusal.inspectedByProducer) { try received.inspect(own) }
        #expect(throws: LotRefusal.inspectedByProducer) { try held.inspectAgain(own, of: 1, at: Sample.now) }
    }

    @Test("keeps a lot that failed from sale, and from a listing")
    func failed() throws {
        var lot = try Sample.lot(1, .received)
        let facts = try lot.inspect(Sample.inspection(.failed(fitForOtherUse: false)))
        #expect(lot.state == .quarantined && lot.stock[.quarantined] == 10_000)
        #expect(
            facts.first
                == .quarantined(cause: .inspection, causeID: Sample.id(700), QuarantinedGoods(available: 10_000)))
        #expect(throws: LotRefusal.notInState(.quarantined, .list)) {
            try lot.list(
                with: Sample.certificate(of: lot), selling: Sample.product(), under: Sample.terms,
                breachID: Sample.id(9), at: Sample.now)
        }
    }

    @Test("passed at last, lets a lot that was never on sale be certified, not sold")
    func neverListed() throws {
        var lot = try Sample.lot(1, .received)
        _ = try lot.inspect(Sample.inspection(.failed(fitForOtherUse: false)))
        let facts = try lot.inspectAgain(Sample.inspection(.passed), of: 4000, at: Sample.now)
        #expect(lot.state == .passed && lot.stock[.available] == 4000)
        #expect(facts.first == .released(inspectionID: Sample.id(700), amount: 4000))
    }

    @Test("sends unfit goods back to the producer only if they are the producer's")
    func otherUse() throws {
        var consigned = try Sample.lot(1, .quarantined, [.quarantined: 10_000])
        var purchased = try Sample.lot(2, .quarantined, [.quarantined: 10_000], title: .purchased)
        let unfit = Sample.inspection(.failed(fitForOtherUse: true))
        let back = try consigned.inspectAgain(unfit, of: 10_000, at: Sample.now)
        let lost = try purchased.inspectAgain(unfit, of: 10_000, at: Sample.now)
        #expect(consigned.state == .closed && consigned.stock[.returned] == 10_000)
        #expect(purchased.state == .closed && purchased.stock[.lost] == 10_000)
        #expect(back.contains(.closed(.rejected, lost: 0)) && lost.contains(.closed(.rejected, lost: 10_000)))
    }

    @Test("that fails a part leaves the rest on sale")
    func partFailed() throws {
        var lot = try Sample.lot(1, .listed, [.available: 6000, .quarantined: 4000])
        let facts = try lot.inspectAgain(
            Sample.inspection(.failed(fitForOtherUse: false)), of: 4000, at: Sample.now)
        #expect(lot.state == .listed && lot.stock[.lost] == 4000)
        #expect(!facts.contains { if case .closed = $0 { true } else { false } })
    }

    @Test("puts nothing on sale whose last day is over")
    func tooLate() throws {
        var lot = try Sample.lot(1, .quarantined, [.quarantined: 10_000])
        #expect(throws: LotRefusal.expired(lot.origin.expiresOn)) {
            try lot.inspectAgain(Sample.inspection(.passed), of: 1, at: lot.origin.expiresOn.end)
        }
    }
}

@Suite("Listing a lot")
struct ListLotTests {
    private func list(
        _ lot: inout Lot, with certificate: Certificate? = nil, selling product: Product? = nil,
        under terms: PriceTerms = Sample.terms, at now: Instant = Sample.now,
    ) throws -> [LotFact] {
        try lot.list(
            with: certificate ?? Sample.certificate(of: lot), selling: product ?? Sample.product(), under: terms,
            breachID: Sample.id(9), at: now)
    }

    @Test("needs every part of the certificate", arguments: CertificatePart.allCases)
    func incomplete(part: CertificatePart) throws {
        var lot = try Sample.lot(1, .passed)
        var certificate = Sample.certificate(of: lot)
        switch part {
        case .name: certificate.name = ""
        case .weight: certificate.weight = .grams(0)
        case .producer: certificate.producerID = nil
        case .place: certificate.place = nil
        case .contact: certificate.contact = ""
        case .date: certificate.issuedOn = nil
        case .statement: certificate.statement = nil
        }
        #expect(throws: LotRefusal.certificateIncomplete([part])) { try list(&lot, with: certificate) }
    }

    @Test("needs this lot's own certificate")
    func otherCertificate() throws {
        var lot = try Sample.lot(1, .passed)
        var certificate = Sample.certificate(of: lot)
        certificate.producerID = Sample.id(999)
        #expect(throws: LotRefusal.certificateOfAnotherLot) { try list(&lot, with: certificate) }
        let other = try Sample.certificate(of: Sample.lot(2, .passed))
        #expect(throws: LotRefusal.certificateOfAnotherLot) { try list(&lot, with: other) }
    }

    @Test("below the floor is refused and logged")
    func breach() throws {
        var lot = try Sample.lot(1, .passed)
        let facts = try list(&lot, selling: Sample.product(price: 399, floor: 400))
        let breach = PriceBreach(
            id: Sample.id(9), productID: Sample.productID, attempted: Price(399, .per500g),
            floor: Price(400, .per500g), action: .refused, at: Sample.now)
        #expect(facts == [.priceBreached(breach)])
        #expect(try lot == Sample.lot(1, .passed))
    }

    @Test("needs a floor that pays the producer, the station and the tax")
    func cost() throws {
        var lot = try Sample.lot(1, .passed)
        // 300 for the producer and 5% of it for the station.
        #expect(throws: LotRefusal.floorBelowCost(floor: Price(314, .per500g))) {
            try list(&lot, selling: Sample.product(floor: 314))
        }
        _ = try list(&lot, selling: Sample.product(floor: 315))
        #expect(lot.state == .listed)
    }

    @Test("ends with the last day")
    func lastDay() throws {
        var lot = try Sample.lot(1, .passed)
        #expect(throws: LotRefusal.expired(lot.origin.expiresOn)) { try list(&lot, at: lot.origin.expiresOn.end) }
        _ = try list(&lot, at: lot.origin.expiresOn.end - .milliseconds(1))
        #expect(lot.state == .listed)
    }

    @Test("needs a price to sell at")
    func noPrice() throws {
        var lot = try Sample.lot(1, .passed)
        var product = try Sample.product()
        _ = try product.endListing(Sample.listingID, at: Sample.now)
        #expect(throws: LotRefusal.productNotOnSale) { try list(&lot, selling: product) }
    }
}

@Suite("Taking goods out of a lot")
struct SeizeGoodsTests {
    /// A lot with 1,000 g on sale, 2,000 g kept for an offer, and two orders each of 1,500 g promised and 2,000 g sold.
    private func situation() throws -> (Lot, LotHoldings) {
        let lot = try Sample.lot(
            1, .listed, [.available: 1000, .setAside: 2000, .reserved: 3000, .committed: 4000])
        func order(_ number: UInt64, _ stage: AllocationStage, _ grams: Int64) -> LotHoldings.Order {
            LotHoldings.Order(
                orderID: Sample.id(number), reservedAt: Sample.now + .minutes(Int64(number)),
                allocation: Allocation(
                    id: Sample.id(100 + number), line: 1, lotID: lot.id, offerID: nil, quantity: .grams(grams),
                    isCarried: true, stage: stage, open: grams, seized: 0, revocation: nil))
        }
        let holdings = LotHoldings(
            slots: [LotHoldings.Slot(offerID: Sample.id(50), amount: 2000)],
            orders: [
                order(11, .reserved, 1500), order(12, .reserved, 1500), order(13, .committed, 2000),
                order(14, .committed, 2000),
            ])
        return (lot, holdings)
    }

    @Test(
        "hurts as few buyers as it can, and those who came last first",
        arguments: [
            (900, QuarantinedGoods(available: 900), []),
            (2500, QuarantinedGoods(available: 1000, setAside: 1500), []),
            (4000, QuarantinedGoods(available: 1000, setAside: 2000, reserved: 1000), [12]),
            (5000, QuarantinedGoods(available: 1000, setAside: 2000, reserved: 2000), [12, 11]),
            (
                6500, QuarantinedGoods(available: 1000, setAside: 2000, reserved: 3000, committed: 500),
                [12, 11, 14]
            ),
            (
                99_000, QuarantinedGoods(available: 1000, setAside: 2000, reserved: 3000, committed: 4000),
                [12, 11, 14, 13]
            ),
        ] as [(Int64, QuarantinedGoods, [UInt64])])
    func quarantine(amount: Int64, goods: QuarantinedGoods, losers: [UInt64]) throws {
        var (lot, holdings) = try situation()
        let facts = try lot.quarantine(amount, cause: .excursion, causeID: Sample.id(9), holdings: holdings)
        #expect(facts.first == .quarantined(cause: .excursion, causeID: Sample.id(9), goods))
        #expect(lot.stock[.quarantined] == goods.total)
        var revoked: [UUIDv7] = []
        for case .revoked(.quarantine, let revocations) in facts { revoked += revocations.map(\.orderID) }
        #expect(revoked == losers.map(Sample.id))
        #expect(lot.state == (goods.reserved == 3000 ? .quarantined : .listed))
    }

    @Test("by its expiry loses all but what was sold, and tells every order")
    func expiry() throws {
        var (lot, holdings) = try situation()
        #expect(throws: LotRefusal.notExpired(lot.origin.expiresOn)) {
            try lot.expire(holdings: holdings, at: lot.origin.expiresOn.end - .milliseconds(1))
        }
        let facts = try lot.expire(holdings: holdings, at: lot.origin.expiresOn.end)
        #expect(facts.first == .closed(.expired, lost: 6000))
        #expect(lot.stock[.committed] == 4000 && lot.stock[.lost] == 6000)
        var revoked: [Revocation] = []
        for case .revoked(.expiry, let revocations) in facts { revoked += revocations }
        #expect(Set(revoked.filter(\.isSeized).map(\.orderID)) == [Sample.id(11), Sample.id(12)])
        #expect(Set(revoked.filter { !$0.isSeized }.map(\.orderID)) == [Sample.id(13), Sample.id(14)])
    }

    @Test("by a recall holds all of it back, but only in the recall's own closure")
    func recall() throws {
        var (lot, holdings) = try situation()
        #expect(throws: LotRefusal.outsideClosure) {
            try lot.recall(Sample.id(9), closure: [Sample.id(2)], reason: "residue", holdings: holdings)
        }
        let facts = try lot.recall(
            Sample.id(9), closure: [Sample.id(2), lot.id], reason: "residue", holdings: holdings)
        #expect(facts.first == .recalled(recallID: Sample.id(9), closure: [Sample.id(2), lot.id], reason: "residue"))
        #expect(lot.state == .recalled && lot.stock[.quarantined] == 10_000)
    }
}

@Suite("The end of a lot")
struct CloseLotTests {
    @Test("comes when all that was sold has been shipped, and not before")
    func exhausted() throws {
        var lot = try Sample.lot(1, .listed, [.committed: 10_000])
        #expect(throws: LotRefusal.notExhausted) { try lot.closeExhausted(uncollected: 1) }
        for part in [LotPart.available, .setAside, .reserved, .quarantined] {
            var busy = try Sample.lot(1, .listed, [.committed: 9999, part: 1])
            #expect(throws: LotRefusal.notExhausted) { try busy.closeExhausted(uncollected: 0) }
        }
        #expect(try lot.closeExhausted(uncollected: 0) == [.closed(.exhausted, lost: 0)])
    }

    @Test("is near when orders have taken the last of it, whose movements it follows and no others")
    func soldOut() throws {
        var lot = try Sample.lot(1, .listed, [.reserved: 4000, .committed: 6000])
        #expect(!lot.isSoldOut)
        try lot.follow([
            StockMovement(of: lot.id, by: .commit, 4000), StockMovement(of: Sample.id(2), by: .commit, 9000),
        ])
        #expect(lot.stock[.committed] == 10_000 && lot.isSoldOut)
        let before = lot
        #expect(throws: LotRefusal.stock(.insufficient(.reserved, has: 0, asked: 1))) {
            try lot.follow([
                StockMovement(of: lot.id, by: .lose, 1), StockMovement(of: lot.id, by: .release, 1),
            ])
        }
        #expect(lot == before)
    }

    @Test("comes when the last of it went back or was made into something else")
    func emptied() throws {
        var returned = try Sample.lot(1, .passed)
        #expect(try returned.returnToProducer(10_000).last == .closed(.returnedToProducer, lost: 0))
        var transformed = try Sample.lot(1, .received)
        let transformation = Transformation(
            outputs: [Sample.id(77)], inputGrams: 10_000, packingGrams: 50, outputGrams: 10_050)
        #expect(try transformed.transform(10_000, by: transformation).last == .closed(.exhausted, lost: 0))
    }

    @Test("does not come while some of it is sold and unshipped")
    func stillSold() throws {
        var lot = try Sample.lot(1, .listed, [.available: 6000, .committed: 4000])
        _ = try lot.returnToProducer(6000)
        #expect(lot.state == .listed)
    }

    @Test("a purchased lot goes back to nobody, and nothing comes of nothing")
    func guards() throws {
        var purchased = try Sample.lot(1, .passed, title: .purchased)
        #expect(throws: LotRefusal.notConsigned) { try purchased.returnToProducer(1) }
        let miracle = Transformation(outputs: [], inputGrams: 1000, packingGrams: 50, outputGrams: 1051)
        #expect(throws: LotRefusal.outputsOutweighInputs) { try purchased.transform(1000, by: miracle) }
    }
}
