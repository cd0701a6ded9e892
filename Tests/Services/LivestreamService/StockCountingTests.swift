import CatalogueEvents
import Eventing
import LivestreamEvents
import LivestreamService
import TestSupport
import Testing
import Vocabulary

@Suite("Slots' stock", .enabled(if: LiveServers.arePresent))
struct StockCountingTests {
    /// A live episode with an open offer of 2 kg.
    private func open(at studio: Studio) async throws -> OfferDetail {
        let episode = try await studio.schedule()
        let offer = try await studio.ready(in: episode, allotment: .grams(2_000))
        _ = try await studio.start(episode)
        return offer
    }

    @Test("A batch of mixed news of several orders is counted at once, and a repetition changes nothing")
    func mixedBatch() async throws {
        try await Studio.with { studio in
            let offer = try await open(at: studio)
            let orders = (0..<4).map { _ in Bought(listing: studio.listing, offer: offer.offerID) }
            let shop = Bought(listing: studio.listing, offer: nil)
            let news: [any Event] = [
                try orders[0].reserved(), try orders[1].reserved(), try shop.reserved(), orders[0].committed(),
                try orders[2].reserved(), try orders[3].reserved(), orders[1].released([(500, .setAside)]),
                orders[2].revoked(200), shop.committed(),
            ]
            let batch = try news.map { try studio.teller.envelope($0) }
            #expect(try await studio.schema.deliver(batch) == batch.count)
            let counted = try await studio.offer(offer)
            #expect(counted.sold == .grams(500))
            #expect(counted.held == .grams(300 + 500))
            #expect(counted.left == .grams(2_000 - 500 - 300 - 200 - 500))
            #expect(try await studio.schema.deliver(batch) == 0)
            #expect(try await studio.offer(offer) == counted)
            #expect(try await studio.schema.breaches() == [])
        }
    }

    @Test("Stock that goes back in part to the slot and in part past it is counted both ways")
    func dividedRelease() async throws {
        try await Studio.with { studio in
            let offer = try await open(at: studio)
            let order = Bought(listing: studio.listing, offer: offer.offerID, grams: 1_000)
            try await studio.deliver(order.reserved(), order.released([(600, .setAside), (400, .lost)]))
            let counted = try await studio.offer(offer)
            #expect(counted.held == .grams(0))
            #expect(counted.left == .grams(1_600))
        }
    }

    @Test("All held is shown as such; once all is paid the slot is sold out, and told so once")
    func soldOut() async throws {
        try await Studio.with { studio in
            let offer = try await open(at: studio)
            let orders = (0..<4).map { _ in Bought(listing: studio.listing, offer: offer.offerID) }
            for order in orders { try await studio.deliver(order.reserved()) }
            #expect(try await studio.offer(offer).availability == .allHeld)
            for order in orders { try await studio.deliver(order.committed()) }
            #expect(try await studio.offer(offer).state == "sold-out")
            #expect(try await studio.schema.told(OfferSoldOut.self).map(\.offer.offerID) == [offer.offerID])
            // A withdrawal leaves it sold out, and it closes as such.
            try await studio.deliver(orders[0].released([(500, .setAside)]))
            #expect(
                try await studio.workDeadlines(at: Studio.end) { try await studio.offer(offer).state == "closed" })
            let closed = try #require(try await studio.schema.told(OfferClosed.self).first)
            #expect(closed.cause == .soldOut)
            #expect(closed.sold == .grams(1_500))
            #expect(try await studio.schema.breaches() == [])
        }
    }

    @Test("News of a slot that is not there, or in another unit, is an error and changes nothing")
    func impossibleNews() async throws {
        try await Studio.with { studio in
            let offer = try await open(at: studio)
            await #expect(throws: (any Error).self) {
                try await studio.deliver(Bought(listing: studio.listing, offer: .make()).reserved())
            }
            var pieces = try Bought(listing: studio.listing, offer: offer.offerID).reserved()
            pieces.lines[0].allocations[0].quantity = .pieces(1)
            await #expect(throws: (any Error).self) { try await studio.deliver(pieces) }
            #expect(try await studio.offer(offer).left == .grams(2_000))
            #expect(try await studio.rows("SELECT count(*) FROM slot_allocation") == [Int64(0)])
        }
    }
}
