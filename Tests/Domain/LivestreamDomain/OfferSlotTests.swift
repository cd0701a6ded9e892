import LivestreamDomain
import Testing
import Vocabulary

@Suite("Offer slot: proposing")
struct OfferSlotProposingTests {
    private func propose(
        price: Price = Sample.floor,
        allotment: Quantity = Sample.allotment,
        perBuyer: Quantity? = nil,
        opens: Int64 = 30,
        closes: Int64 = 60,
        listing: KnownListing = Sample.listing(),
        episode: EpisodeState = .scheduled,
        at now: Instant? = nil
    ) throws -> (OfferSlot, [OfferSlotFact]) {
        let start = try Sample.start()
        let plan = OfferSlotPlan(
            id: Sample.slotID, price: price, allotment: allotment, perBuyer: perBuyer,
            opensAt: start + .minutes(opens), closesAt: start + .minutes(closes))
        return try OfferSlot.propose(plan, of: listing, in: Sample.episode(episode), at: now ?? Sample.before())
    }

    @Test("asks for its allotment, at the floor itself, for an episode to come or under way")
    func proposes() throws {
        let (slot, facts) = try propose()
        #expect(slot == (try Sample.slot(.asked)))
        #expect(facts == [.scheduled(at: try Sample.before())])
        #expect(try propose(episode: .live).0.state == .asked)
        #expect(try propose(opens: 0, closes: 120).0.window == (try Sample.period()))
    }

    @Test("is refused for an episode that is over", arguments: [EpisodeState.ended, .cancelled])
    func refusesEpisode(state: EpisodeState) {
        #expect(throws: OfferSlotRefusal.episodeOver(state)) { try propose(episode: state) }
    }

    @Test("is refused for a window that is inverted, outside the episode or over")
    func refusesWindow() throws {
        let outside = OfferSlotRefusal.windowOutsideEpisode(try Sample.period())
        #expect(throws: OfferSlotRefusal.windowEndsBeforeItStarts) { try propose(opens: 60, closes: 60) }
        #expect(throws: outside) { try propose(opens: -1) }
        #expect(throws: outside) { try propose(closes: 121) }
        let end = try Sample.start() + .minutes(60)
        #expect(throws: OfferSlotRefusal.windowOver(end)) { try propose(episode: .live, at: end) }
    }

    @Test("is refused below the floor, or priced by another measure")
    func refusesPrice() {
        #expect(throws: OfferSlotRefusal.belowFloor(Sample.floor)) { try propose(price: Price(479, .per500g)) }
        #expect(throws: OfferSlotRefusal.otherPriceBasis(.per500g)) { try propose(price: Price(4800, .perPiece)) }
    }

    @Test("is refused without an allotment in the product's unit, or with a buyer's limit beyond it")
    func refusesQuantities() {
        #expect(throws: OfferSlotRefusal.allotmentNotPositive) { try propose(allotment: .grams(0)) }
        #expect(throws: OfferSlotRefusal.otherUnit(.grams)) { try propose(allotment: .pieces(10)) }
        #expect(throws: OfferSlotRefusal.otherUnit(.grams)) { try propose(perBuyer: .pieces(1)) }
        #expect(throws: OfferSlotRefusal.perBuyerOutOfRange) { try propose(perBuyer: .grams(0)) }
        #expect(throws: OfferSlotRefusal.perBuyerOutOfRange) { try propose(perBuyer: .grams(500_001)) }
    }

    @Test("is refused for a listing taken off sale")
    func refusesWithdrawn() {
        #expect(throws: OfferSlotRefusal.listingWithdrawn(Sample.listingID)) {
            try propose(listing: Sample.listing(isWithdrawn: true))
        }
    }
}

@Suite("Offer slot: selling")
struct OfferSlotSellingTests {
    @Test("follows what catalogue sets aside, up to the allotment and in its unit")
    func recordsSetAside() throws {
        var slot = try Sample.slot(.asked)
        let now = try Sample.before()
        #expect(throws: OfferSlotRefusal.otherUnit(.grams)) {
            try slot.recordSetAside(.pieces(1), registeredPermille: 0, at: now)
        }
        #expect(throws: OfferSlotRefusal.setAsideAboveAllotment(Sample.allotment)) {
            try slot.recordSetAside(.grams(500_001), registeredPermille: 0, at: now)
        }
        #expect(slot.stock == SlotStock())
        let facts = try slot.recordSetAside(.grams(400_000), registeredPermille: 750, at: now)
        #expect(facts == [.setAside(SlotStock(setAside: 400_000), at: now)])
        #expect(slot.registeredPermille == 750)
    }

    @Test("opens within its window, while its episode is live")
    func opens() throws {
        var slot = try Sample.slot(.ready)
        let window = slot.window
        let live = try Sample.episode(.live)
        #expect(throws: OfferSlotRefusal.episodeNotLive(.scheduled)) {
            try slot.open(during: Sample.episode(.scheduled), at: window.start)
        }
        #expect(throws: OfferSlotRefusal.windowNotBegun(window.start)) {
            try slot.open(during: live, at: window.start - .milliseconds(1))
        }
        #expect(throws: OfferSlotRefusal.windowOver(window.end)) { try slot.open(during: live, at: window.end) }
        #expect(try slot.open(during: live, at: window.start) == [.opened(at: window.start)])
    }

    @Test("opens and is sold out at once if all orders overtook its opening")
    func opensSoldOut() throws {
        let stock = SlotStock(setAside: 500_000, committed: 500_000)
        var slot = try Sample.slot(.ready, stock: stock)
        let now = slot.window.start
        #expect(try slot.open(during: Sample.episode(.live), at: now) == [.opened(at: now), .soldOut(at: now)])
        #expect(slot.state == .soldOut)
    }

    @Test("is due to open once the episode is live and its window has begun, and only if its stock is set aside")
    func due() throws {
        let slots = try OfferSlotState.allCases.enumerated().map {
            try Sample.slot($1, id: Sample.id(100 + UInt64($0)))
        }
        let inWindow = try Sample.slot(.ready).window.start
        let due = OfferSlot.due(among: slots, in: try Sample.episode(.live), at: inWindow)
        #expect(due.map(\.state) == [.ready])
        #expect(OfferSlot.due(among: slots, in: try Sample.episode(.scheduled), at: inWindow) == [])
        #expect(OfferSlot.due(among: slots, in: try Sample.episode(.live), at: try Sample.start()) == [])
    }

    @Test("asks for the clocks of its state")
    func deadlines() throws {
        let window = try Sample.slot(.ready).window
        let closing = Deadline(OfferSlotCommand.closeAtWindowEnd, due: window.end)
        let expected: [OfferSlotState: [Deadline<OfferSlotCommand>]] = [
            .ready: [Deadline(.open, due: window.start), closing], .open: [closing], .soldOut: [closing],
        ]
        for state in OfferSlotState.allCases {
            #expect(try Sample.slot(state).deadlines == expected[state, default: []])
        }
    }

    @Test("is closed by the clock at the end of its window, and not before")
    func clockCloses() throws {
        var slot = try Sample.slot(
            .open, stock: SlotStock(setAside: 500_000, held: 1_000, committed: 2_000, gone: 4_000))
        let end = slot.window.end
        #expect(throws: OfferSlotRefusal.notDue(until: end)) { try slot.closeAtWindowEnd(at: end - .milliseconds(1)) }
        let closing = SlotClosing(cause: .window, sold: .grams(2_000), left: .grams(493_000))
        #expect(try slot.closeAtWindowEnd(at: end) == [.closed(closing, at: end)])
    }

    @Test("names what ended it; having sold out goes before any other cause")
    func closingCauses() throws {
        let now = try Sample.start()
        func cause(_ facts: [OfferSlotFact]) -> SlotClosing.Cause? {
            guard case .closed(let closing, _) = facts.first else { return nil }
            return closing.cause
        }
        for (state, isSoldOut) in [(OfferSlotState.open, false), (.soldOut, true)] {
            var byCommand = try Sample.slot(state)
            let closedByCommand = try cause(byCommand.close(at: now))
            #expect(closedByCommand == (isSoldOut ? .soldOut : .cancelled))
            var ended = try Sample.slot(state)
            let closedWithEnded = try cause(ended.close(with: Sample.episode(.ended), at: now))
            #expect(closedWithEnded == (isSoldOut ? .soldOut : .episodeEnded))
            var cancelled = try Sample.slot(state)
            let closedWithCancelled = try cause(cancelled.close(with: Sample.episode(.cancelled), at: now))
            #expect(closedWithCancelled == (isSoldOut ? .soldOut : .cancelled))
        }
    }

    @Test("shows what is left, that all is held, or that all is sold")
    func availability() throws {
        let table: [(SlotStock, OfferSlot.Availability)] = [
            (SlotStock(setAside: 500), .left(.grams(500))),
            (SlotStock(setAside: 500, held: 499), .left(.grams(1))),
            (SlotStock(setAside: 500, held: 100, committed: 400), .allHeld),
            (SlotStock(setAside: 500, committed: 400, gone: 100), .soldOut),
            (SlotStock(setAside: 400, held: 500), .allHeld),
        ]
        for (stock, availability) in table {
            #expect(try Sample.slot(.open, stock: stock).availability == availability)
        }
        #expect(try Sample.slot(.ready).availability == .notOnSale)
    }
}
