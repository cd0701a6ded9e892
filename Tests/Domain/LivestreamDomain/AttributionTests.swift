import LivestreamDomain
import Seeds
import Testing
import Vocabulary

@Suite("Attribution: which episode a line is owed to")
struct CreditTests {
    private static let slotEpisode = EpisodeReference(episodeID: Sample.id(60), programmeID: Sample.programmeID)
    private static let watched = EpisodeReference(episodeID: Sample.id(61), programmeID: Sample.programmeID)

    private func credit(offerID: UUIDv7?, session: Token?, views: [EpisodeView]) throws -> Credit? {
        var order = TrackedOrder(id: Sample.id(31))
        let line = OrderPlacement.Line(line: 1, listingID: Sample.listingID, offerID: offerID)
        _ = order.record(
            OrderPlacement(placedAt: try Sample.start(), session: session, lines: [line]),
            slots: [Sample.slotID: Self.slotEpisode], views: views, nextID: { Sample.id(0) })
        return order.credits?[1]
    }

    private func view(_ session: UInt64, joined: Int64, seen: Int64, _ episode: EpisodeReference = watched) throws
        -> EpisodeView
    {
        let placedAt = try Sample.start()
        return EpisodeView(
            session: Sample.token(session), episode: episode,
            joinedAt: placedAt + .minutes(joined), lastSeenAt: placedAt + .minutes(seen))
    }

    @Test("goes to the slot that sold it, whatever the session watched")
    func slot() throws {
        let views = [try view(1, joined: -10, seen: -1)]
        let credit = try credit(offerID: Sample.slotID, session: Sample.token(1), views: views)
        #expect(credit?.episode == Self.slotEpisode)
        #expect(credit?.offerID == Sample.slotID)
        #expect(credit?.rule == .slot)
    }

    /// Minutes from the order's placing.
    @Test(
        "else goes to the last episode of the session within 24 hours, both ends included",
        arguments: [
            (joined: Int64(-10), seen: Int64(-5), isCredited: true),
            (joined: -10, seen: 5, isCredited: true),
            (joined: 0, seen: 0, isCredited: true),
            (joined: -1500, seen: -1440, isCredited: true),
            (joined: -1500, seen: -1441, isCredited: false),
            (joined: 1, seen: 5, isCredited: false),
        ])
    func lastEpisode(joined: Int64, seen: Int64, isCredited: Bool) throws {
        let credit = try credit(offerID: nil, session: Sample.token(1), views: [view(1, joined: joined, seen: seen)])
        #expect(credit?.episode == (isCredited ? Self.watched : nil))
        #expect(credit?.rule == (isCredited ? .lastEpisode : nil))
    }

    @Test("of two episodes, the one watched last counts, and of two watched at once, the one joined last")
    func latest() throws {
        let earlier = EpisodeReference(episodeID: Sample.id(62), programmeID: Sample.programmeID)
        let one = try view(1, joined: -100, seen: -50, earlier)
        let two = try view(1, joined: -60, seen: -40)
        let bothAtOnce = [try view(1, joined: -100, seen: 10, earlier), try view(1, joined: -60, seen: 5)]
        for views in [[one, two], [two, one], bothAtOnce, bothAtOnce.reversed()] {
            #expect(try credit(offerID: nil, session: Sample.token(1), views: views)?.episode == Self.watched)
        }
    }

    @Test("goes to nobody without a session, or for another session's views")
    func nobody() throws {
        let views = [try view(1, joined: -10, seen: -1)]
        #expect(try credit(offerID: nil, session: nil, views: views) == nil)
        #expect(try credit(offerID: nil, session: Sample.token(2), views: views) == nil)
    }

    @Test("of a slot that is not ours, goes by the session")
    func unknownSlot() throws {
        let views = [try view(1, joined: -10, seen: -1)]
        let credit = try credit(offerID: Sample.id(99), session: Sample.token(1), views: views)
        #expect(credit?.rule == .lastEpisode)
        #expect(credit?.offerID == nil)
    }
}

@Suite("Attribution: whose money it is")
struct SettlementAttributionTests {
    private static let episode = EpisodeReference(episodeID: Sample.episodeID, programmeID: Sample.programmeID)

    private func placement() throws -> OrderPlacement {
        OrderPlacement(
            placedAt: try Sample.start(), session: nil,
            lines: [
                .init(line: 1, listingID: Sample.listingID, offerID: Sample.slotID),
                .init(line: 2, listingID: Sample.id(66), offerID: nil),
            ])
    }

    private func settlement(_ id: UInt64, _ lines: [(line: Int32, amount: Fen, producer: Fen, isRegistered: Bool)])
        throws -> Settlement
    {
        let county = try Sample.county()
        return Settlement(
            id: Sample.id(id),
            lines: lines.map {
                .init(
                    line: $0.line, productID: Sample.productID, county: county, amount: $0.amount,
                    producerFen: $0.producer, beneficiaryEvidenceID: $0.isRegistered ? Sample.id(70) : nil)
            })
    }

    private func attributions(_ facts: [TrackedOrderFact]) -> [Attribution] {
        facts.compactMap {
            guard case .attributed(let attribution) = $0 else { return nil }
            return attribution
        }
    }

    @Test(
        "a settlement's lines of one slot, product and county make one attribution; lines owed to no episode make none")
    func groups() throws {
        var order = TrackedOrder(id: Sample.id(31))
        _ = order.record(try placement(), slots: [Sample.slotID: Self.episode], views: [], nextID: { Sample.id(80) })
        let settlement = try settlement(71, [(1, 1_000, 600, true), (1, 500, 300, false), (2, 9_999, 9_000, true)])
        let attribution = try #require(attributions(order.attribute(settlement, nextID: { Sample.id(80) })).first)
        #expect(attribution.id == Sample.id(80))
        #expect(attribution.settlementID == settlement.id)
        #expect(attribution.credit.episode == Self.episode)
        #expect(attribution.amount == 1_500)
        #expect(attribution.toRegistered == 600)
        #expect(attribution.evidenceID == Sample.id(70))
        #expect(order.attribute(settlement, nextID: { Sample.id(80) }) == [])
    }

    @Test("products and counties are attributed apart")
    func separates() throws {
        var order = TrackedOrder(id: Sample.id(31))
        _ = order.record(try placement(), slots: [Sample.slotID: Self.episode], views: [], nextID: { Sample.id(80) })
        let counties = [try Sample.county(), try #require(DivisionCode("520526"))]
        let lines = counties.flatMap { county in
            [Sample.productID, Sample.id(67)].map { product in
                Settlement.Line(
                    line: 1, productID: product, county: county, amount: 10, producerFen: 5, beneficiaryEvidenceID: nil)
            }
        }
        let facts = order.attribute(Settlement(id: Sample.id(71), lines: lines), nextID: { Sample.id(80) })
        #expect(attributions(facts).map(\.amount) == [10, 10, 10, 10])
        #expect(attributions(facts).map(\.evidenceID) == [nil, nil, nil, nil])
    }

    @Test("a settlement that overtakes its order waits for it, and counts once")
    func waits() throws {
        var order = TrackedOrder(id: Sample.id(31))
        let settlement = try settlement(71, [(1, 1_000, 600, true)])
        #expect(order.attribute(settlement, nextID: { Sample.id(80) }) == [])
        #expect(order.attribute(settlement, nextID: { Sample.id(80) }) == [])
        let slots = [Sample.slotID: Self.episode]
        let facts = order.record(try placement(), slots: slots, views: [], nextID: { Sample.id(80) })
        #expect(attributions(facts).map(\.amount) == [1_000])
        #expect(order.record(try placement(), slots: slots, views: [], nextID: { Sample.id(80) }) == [])
        #expect(order.attribute(settlement, nextID: { Sample.id(80) }) == [])
        #expect(order.waitingSettlements == [])
    }

    /// A sale, refunded in parts as orders splits them, in any order of arrival, each perhaps told twice.
    @Test("what is reversed in full leaves nothing behind, to the fen", arguments: UInt64(0)..<100)
    func reversal(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let total = Fen.random(in: 1...100_000, using: &generator)
        let (producer, margin) = (Int64.random(in: 1...99, using: &generator), Int64(100))
        let dues = split(total, by: [producer, margin])
        var settlements = [try settlement(100, [(1, total, dues[0], true)])]
        var refunded: Fen = 0
        while refunded < total {
            let refund = Fen.random(in: 1...(total - refunded), using: &generator)
            let parts = splitRefund(refund, after: refunded, by: [producer, margin])
            settlements.append(try settlement(100 + UInt64(settlements.count), [(1, -refund, -parts[0], true)]))
            refunded += refund
        }
        let news = (settlements + settlements).shuffled(using: &generator)
        let placing = Int.random(in: 0...news.count, using: &generator)

        var order = TrackedOrder(id: Sample.id(31))
        var facts: [TrackedOrderFact] = []
        for (index, settlement) in news.enumerated() {
            if index == placing { facts += try place(&order) }
            facts += order.attribute(settlement, nextID: { Sample.id(80) })
        }
        if placing == news.count { facts += try place(&order) }
        #expect(attributions(facts).count == settlements.count, "seed \(seed)")
        #expect(attributions(facts).reduce(0) { $0 + $1.amount } == 0, "seed \(seed)")
        #expect(attributions(facts).reduce(0) { $0 + $1.toRegistered } == 0, "seed \(seed)")
    }

    private func place(_ order: inout TrackedOrder) throws -> [TrackedOrderFact] {
        order.record(try placement(), slots: [Sample.slotID: Self.episode], views: [], nextID: { Sample.id(80) })
    }
}

@Suite("Attribution: what a day sold")
struct DaySaleTests {
    private static let member = Sample.token(1)
    private static let household = Sample.token(2)

    /// A cooperative's lot, a household's own, and an enterprise's.
    private let reservation = OrderReservation(allocations: [
        .init(
            id: Sample.id(90), producerFen: 15,
            households: [.init(token: member, delivered: 80), .init(token: Sample.token(3), delivered: 20)]),
        .init(id: Sample.id(91), producerFen: 300, households: [.init(token: household, delivered: 500)]),
        .init(id: Sample.id(92), producerFen: 9_000, households: []),
    ])

    private func confirmation(
        isSaleToBuyer: Bool = true,
        beneficiaries: Set<Token> = [member, household]
    ) throws -> OrderConfirmation {
        OrderConfirmation(
            isSaleToBuyer: isSaleToBuyer, confirmedAt: try Sample.start(), paid: 1_500, beneficiaries: beneficiaries)
    }

    @Test("of a cooperative's lot only what its registered members are owed reaches registered households")
    func cooperative() throws {
        let table: [(Set<Token>, Fen)] = [
            ([], 0), ([Self.household], 300), ([Self.member], 12), ([Self.member, Self.household], 312),
            ([Sample.token(99)], 0),
        ]
        for (beneficiaries, toRegistered) in table {
            var order = TrackedOrder(id: Sample.id(31))
            _ = order.record(reservation)
            let facts = order.record(try confirmation(beneficiaries: beneficiaries))
            let sale = DaySale(
                orderID: Sample.id(31), confirmedAt: try Sample.start(), paid: 1_500, toRegistered: toRegistered)
            #expect(facts == [.sold(sale)])
        }
    }

    @Test("an order counts once, when both its stock and its payment are known, whichever comes first")
    func countsOnce() throws {
        let sale = DaySale(orderID: Sample.id(31), confirmedAt: try Sample.start(), paid: 1_500, toRegistered: 312)
        var first = TrackedOrder(id: Sample.id(31))
        #expect(first.record(reservation) == [])
        #expect(first.record(try confirmation()) == [.sold(sale)])
        #expect(first.record(reservation) == [])
        #expect(first.record(try confirmation()) == [])
        var second = TrackedOrder(id: Sample.id(31))
        #expect(second.record(try confirmation()) == [])
        #expect(second.record(reservation) == [.sold(sale)])
    }

    @Test("an order that sells nothing of the counties to a buyer does not count")
    func otherKinds() throws {
        var order = TrackedOrder(id: Sample.id(31))
        _ = order.record(reservation)
        #expect(order.record(try confirmation(isSaleToBuyer: false)) == [])
    }
}
