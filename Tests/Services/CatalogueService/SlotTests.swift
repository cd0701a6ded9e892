import CatalogueEvents
@testable import CatalogueService
import Delivery
import Eventing
import LivestreamEvents
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Stock for offers", .enabled(if: LiveServers.arePresent))
struct SlotTests {
    @Test("An allotment is set aside whole, or refused with what there would have been")
    func setAside() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let kept = try market.offer(of: 20)
            try await market.hear([OfferScheduled(kept), OfferScheduled(try market.offer(of: 20))])
            let answers = try await market.schema.told(StockSetAside.self)
            #expect(answers.map(\.offerID) == [kept.offerID])
            #expect(answers.map(\.quantity) == [.pieces(20)])
            let refused = try await market.schema.told(StockSetAsideRefused.self)
            #expect(refused.map(\.reason) == [.short])
            #expect(refused.map(\.available) == [.pieces(10)])
            #expect(try await market.setAside(of: lot) == 20)
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("An offer below the floor is refused, and one of no listing of the product")
    func unfit() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            try await market.hear([
                OfferScheduled(try market.offer(of: 5, at: 399)),
                OfferScheduled(try market.offer(of: 5, listing: .make())),
            ])
            #expect(
                try await market.schema.told(StockSetAsideRefused.self).map(\.reason) == [.belowFloor, .notListed])
            let breaches = try await market.schema.told(PriceBreached.self)
            #expect(breaches.map(\.attempted) == [Price(399, .perPiece)])
            #expect(breaches.map(\.action) == [.refused])
            #expect(try await market.setAside(of: lot) == 0)
        }
    }

    @Test("A rush at an offer sells exactly its allotment at its price, and leaves the rest to the listing")
    func rush() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let offer = try market.offer(of: 10)
            try await market.hear([OfferScheduled(offer)])
            try await market.hear(try (0..<30).map { _ in try market.order(in: offer) })
            let reserved = try await market.schema.told(StockReserved.self)
            #expect(reserved.count == 10)
            #expect(reserved.flatMap(\.lines).allSatisfy { $0.price == offer.price && $0.offerID == offer.offerID })
            #expect(try await market.schema.told(StockRefused.self).flatMap(\.lines).map(\.reason).count == 20)
            #expect(try await market.parts(of: lot) == [20, 10, 0])
            #expect(try await market.setAside(of: lot) == 0)
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("What an order releases is kept for the offer again while it is open, and is on sale to anyone afterwards")
    func release() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let offer = try market.offer(of: 10)
            let (first, second) = (try market.order(4, in: offer), try market.order(3, in: offer))
            try await market.hear([OfferScheduled(offer), first, second, market.cancelled(first)])
            #expect(try await market.setAside(of: lot) == 7)
            try await market.hear([market.closed(offer)])
            try await market.hear([market.cancelled(second)])
            let released = try await market.schema.told(StockReleased.self).flatMap(\.allocations)
            #expect(released.map(\.to) == [.setAside, .available])
            #expect(try await market.parts(of: lot) == [23, 0, 0])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("A closed offer serves what was placed before for a minute; then what is left is on sale to anyone")
    func grace() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let offer = try market.offer(of: 10)
            let (late, after) = (
                try market.order(2, in: offer), try market.order(in: offer, placedAt: market.now + .minutes(1))
            )
            let closing = market.closed(offer, at: market.now + .seconds(30))
            try await market.hear([OfferScheduled(offer), closing, closing, late, after])
            #expect(try await market.schema.told(StockReserved.self).map(\.orderID) == [late.orderID])
            #expect(
                try await market.schema.told(StockRefused.self).flatMap(\.lines).map(\.reason) == [.offerClosed])
            #expect(try await market.setAside(of: lot) == 8)
            let isGivenBack = try await market.schema.workDeadlines(at: closing.at + .seconds(60)) {
                try await market.setAside(of: lot) == 0
            }
            #expect(isGivenBack)
            #expect(try await market.parts(of: lot) == [28, 2, 0])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("A partner's order that was paid below the floor is served, and the breach is kept and told")
    func paidBelowTheFloor() async throws {
        try await Market.open { market in
            _ = try await market.list(30)
            var order = try market.order(2)
            order.kind = .import
            order.partner = .make()
            order.lines[0].expectedPrice = Price(350, .perPiece)
            try await market.hear([order])
            #expect(try await market.schema.told(StockReserved.self).map(\.totalFen) == [700])
            let breaches = try await market.schema.told(PriceBreached.self)
            #expect(breaches.map(\.action) == [.acceptedImport])
            #expect(breaches.map(\.partnerID) == [order.partner])
            let told = try await market.schema.told()
            let answer = try #require(told.first { $0.type == StockReserved.type.name })
            let breach = try #require(told.first { $0.type == PriceBreached.type.name })
            #expect(breach.causationID == answer.causationID && breach.causationID != nil)
        }
    }

    @Test("The audit names a lot that sets aside what it keeps for nobody")
    func audit() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            try await market.hear([OfferScheduled(try market.offer(of: 10))])
            try await market.schema.workbench.pool.execute(
                "UPDATE lot SET set_aside = set_aside + 1, available = available - 1 WHERE id = \(lot)")
            #expect(
                try await market.schema.breaches() == [
                    "where lots' goods are is where they were moved: \(lot)",
                    "what lots set aside is what they keep for offers: \(lot)",
                ])
        }
    }
}

extension Market {
    /// An offer of some pieces that is open for two hours.
    func offer(of pieces: Int64, at fen: Fen = 450, listing: UUIDv7? = nil) throws -> OfferNotice {
        OfferNotice(
            offerID: .make(), episodeID: .make(),
            listingID: try listing ?? #require(product.listings.first).listingID, productID: product.productID,
            price: Price(fen, .perPiece), allotment: .pieces(pieces), perBuyer: nil, opensAt: now - .minutes(1),
            closesAt: now + .hours(2))
    }

    /// An order for some pieces in an offer.
    func order(_ pieces: Int64 = 1, in offer: OfferNotice, placedAt: Instant? = nil) throws -> OrderPlaced {
        var order = try order(pieces)
        order.placedAt = placedAt ?? now
        order.lines[0].offerID = offer.offerID
        return order
    }

    /// An offer that goes off sale.
    func closed(_ offer: OfferNotice, at instant: Instant? = nil) -> OfferClosed {
        OfferClosed(
            offer, at: instant ?? now, sold: .pieces(0), left: offer.allotment, cause: .cancelled)
    }

    /// What a lot keeps for offers.
    func setAside(of lot: UUIDv7) async throws -> Int64 {
        let found = try await schema.workbench.pool.query("SELECT set_aside FROM lot WHERE id = \(lot)")
            .decode(Int64.self)
        return try #require(found.first)
    }
}
