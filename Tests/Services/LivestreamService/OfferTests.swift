import CatalogueEvents
import LivestreamDomain
import LivestreamEvents
import LivestreamService
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Offers", .enabled(if: LiveServers.arePresent))
struct OfferTests {
    @Test("An offer is proposed, set aside, opened with its episode and closed with it, and each is told")
    func wholeLife() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let offer = try await studio.propose(in: episode)
            #expect(offer.state == "asked")
            try await studio.deliver(studio.setAside(offer, .grams(1_000_000)))
            let ready = try await studio.offer(offer)
            #expect(ready.state == "ready")
            #expect(ready.registeredPermille == 750)
            #expect(ready.availability == .notOnSale)
            _ = try await studio.start(episode)
            #expect(try await studio.offer(offer).availability == .left)
            _ = try await studio.end(episode, at: Studio.end - .minutes(30))
            #expect(try await studio.offer(offer).state == "closed")

            let scheduled = try #require(try await studio.schema.told(OfferScheduled.self).first).offer
            #expect(scheduled.listingID == studio.listing)
            #expect(scheduled.allotment == .grams(1_000_000))
            #expect(scheduled.price == Price(780, .per500g))
            #expect(try await studio.schema.told(OfferOpened.self).map(\.at) == [Studio.start])
            let closed = try #require(try await studio.schema.told(OfferClosed.self).first)
            #expect(closed.cause == .episodeEnded)
            #expect(closed.left == .grams(1_000_000))
            #expect(try await studio.schema.breaches() == [])
        }
    }

    @Test("An offer opens when its episode is live and its window begins, whichever comes last")
    func opening() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let later = Studio.start + .minutes(30)
            let offer = try await studio.ready(in: episode, opens: later)
            let late = try await studio.propose(in: episode)
            _ = try await studio.start(episode)
            #expect(try await studio.offer(offer).state == "ready")
            #expect(try await studio.workDeadlines(at: later) { try await studio.offer(offer).state == "open" })
            // Stock that is set aside only now opens its offer at once.
            studio.schema.setTime(later)
            try await studio.deliver(studio.setAside(late, .grams(1_000_000)))
            #expect(try await studio.offer(late).state == "open")
            #expect(
                try await studio.schema.told(OfferOpened.self).map(\.offer.offerID) == [offer.offerID, late.offerID])
        }
    }

    @Test("A window that begins before its episode waits for it, and one that ends closes its offer")
    func windows() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let closes = Studio.start + .minutes(60)
            let offer = try await studio.ready(in: episode, closes: closes)
            #expect(
                try await studio.workDeadlines(at: Studio.start) {
                    try await studio.rows("SELECT refusal FROM history WHERE actor = 'clock' AND aggregate = 'offer'")
                        == ["episode-not-live"]
                })
            _ = try await studio.start(episode, at: Studio.start + .minutes(10))
            #expect(try await studio.offer(offer).state == "open")
            #expect(try await studio.workDeadlines(at: closes) { try await studio.offer(offer).state == "closed" })
            #expect(try await studio.schema.told(OfferClosed.self).map(\.cause) == [.window])
        }
    }

    @Test("An offer whose stock is refused comes to nothing, and one that loses all of it closes")
    func refusedAndQuarantined() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let refused = try await studio.propose(in: episode)
            let lost = try await studio.ready(in: episode)
            try await studio.deliver(
                StockSetAsideRefused(offerID: refused.offerID, reason: .short, available: .grams(10)),
                studio.setAside(lost, .grams(400_000)), studio.setAside(lost, .grams(0)))
            #expect(try await studio.offer(refused).state == "refused")
            #expect(try await studio.offer(lost).state == "closed")
            #expect(try await studio.schema.told(OfferClosed.self).map(\.cause) == [.quarantine])
            // What comes after that is noted, and has no effect.
            try await studio.deliver(studio.setAside(refused, .grams(1_000_000)))
            #expect(try await studio.offer(refused).state == "refused")
            let noted: [String] = try await studio.rows("SELECT command FROM history WHERE refusal IS NOT NULL")
            #expect(noted == ["record-set-aside"])
        }
    }

    @Test("What is proposed keeps to the listing as catalogue told of it")
    func floors() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            await #expect(throws: OfferSlotRefusal.belowFloor(Price(600, .per500g))) {
                try await studio.propose(in: episode, price: Price(599, .per500g))
            }
            try await studio.deliver(studio.published(floor: Price(500, .per500g)))
            _ = try await studio.propose(in: episode, price: Price(599, .per500g))
            try await studio.deliver(studio.published(listings: []))
            await #expect(throws: OfferSlotRefusal.listingWithdrawn(studio.listing)) {
                try await studio.propose(in: episode)
            }
            try await studio.deliver(studio.published())
            _ = try await studio.propose(in: episode)
            try await studio.deliver(ProductWithdrawn(productID: studio.product, reason: "season", at: Studio.morning))
            await #expect(throws: OfferSlotRefusal.listingWithdrawn(studio.listing)) {
                try await studio.propose(in: episode)
            }
        }
    }

    @Test("More than a slot may hold, an unknown listing and an unknown episode are refused by the field's name")
    func bounds() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let tooMuch = await #expect(throws: Problem.self) {
                try await studio.propose(in: episode, allotment: .grams(1_000_000_001))
            }
            #expect(tooMuch?.field == "allotment.amount")
            let tooDear = await #expect(throws: Problem.self) {
                try await studio.propose(in: episode, price: Price(10_000_001, .per500g))
            }
            #expect(tooDear?.field == "price.fen")
            try await studio.execute("DELETE FROM known_listing")
            let unknown = await #expect(throws: Problem.self) { try await studio.propose(in: episode) }
            #expect(unknown?.field == "listing_id")
        }
    }

    @Test("An offer is taken off sale by command, once")
    func close() async throws {
        try await Studio.with { studio in
            let offer = try await studio.ready(in: studio.schedule())
            let closed = try await studio.act { try await $0.closeOffer(offer.offerID, $1, in: $2) }
            #expect(closed.state == "closed")
            await #expect(throws: OfferSlotRefusal.notInState(.close, .closed)) {
                try await studio.act { try await $0.closeOffer(offer.offerID, $1, in: $2) }
            }
            #expect(try await studio.schema.told(OfferClosed.self).map(\.cause) == [.cancelled])
            #expect(
                try await studio.rows("SELECT count(*) FROM deadline WHERE subject = '\(offer.offerID)'") == [Int64(0)])
        }
    }
}
