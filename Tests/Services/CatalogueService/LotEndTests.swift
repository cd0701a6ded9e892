import CatalogueDomain
import CatalogueEvents
import CatalogueService
import LivestreamEvents
import LogisticsEvents
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("The end of lots", .enabled(if: LiveServers.arePresent))
struct LotEndTests {
    /// The end of the last day of the market's lots, in Asia/Shanghai.
    private let end = Instant("2019-07-20T16:00:00Z")

    @Test("At the end of its last day a lot closes: what is not sold is lost, and all who were promised some are told")
    func expiry() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let offer = try market.offer(of: 10)
            try await market.hear([OfferScheduled(offer)])
            let held = try market.order(4)
            let sold = try await Consigned.one(6, in: market)
            try await market.hear([held])
            let end = try #require(end)
            let isClosed = try await market.schema.workDeadlines(at: end) {
                try await market.state(of: lot) == "closed"
            }
            #expect(isClosed)
            #expect(try await market.stock(of: lot) == ["committed": 6, "lost": 24])
            let closed = try await market.schema.told(LotClosed.self)
            #expect(closed.map(\.cause) == [.expired] && closed.map(\.lost) == [.pieces(24)])
            let revoked = try await market.schema.told(StockRevoked.self)
            #expect(Set(revoked.map(\.orderID)) == [held.orderID, sold.order.orderID])
            #expect(revoked.allSatisfy { $0.cause == .expiry })
            #expect(try await market.schema.told(StockSetAside.self).map(\.quantity) == [.pieces(10), .pieces(0)])
            try await market.hear([sold.withdrawn(), market.cancelled(held)])
            #expect(try await market.stock(of: lot) == ["lost": 30])
            #expect(try await market.schema.told(StockReleased.self).flatMap(\.allocations).map(\.to) == [.lost])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("A lot does not expire before the end of its last day, and one that is over has no clock")
    func notYet() async throws {
        try await Market.open { market in
            let (lasting, returned) = (try await market.list(30), try await market.receive(5))
            try await market.giveBack(returned, 5)
            let clocks = try await market.schema.workbench.pool.query(
                "SELECT subject, due FROM deadline WHERE kind = 'lot.expire'"
            ).decode(String.self, Instant.self)
            #expect(clocks.map(\.0) == [lasting.description])
            #expect(clocks.map(\.1) == [end])
            #expect(try await market.schema.told(LotClosed.self).map(\.cause) == [.returnedToProducer])
            #expect(try await market.stock(of: returned) == ["returned": 5])
        }
    }

    @Test("What is held back over its last day stays for its inspection, which cannot bring it on sale")
    func heldBack() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            try await market.quarantine(lot, 30)
            let end = try #require(end)
            let isHeeded = try await market.schema.workDeadlines(at: end) {
                try await market.refusals() == ["expire: not-in-state"]
            }
            #expect(isHeeded)
            market.schema.setTime(end)
            await #expect(throws: (any Error).self) { try await market.reinspect(lot, 5, .passed) }
            #expect(try await market.stock(of: lot) == ["quarantined": 30])
        }
    }

    @Test("A recall calls back a lot with all that was made of it, and tells the orders that it was sold to")
    func recall() async throws {
        try await Market.open { market in
            let (wheat, bystander) = (try await market.list(30), try await market.list(7))
            let made = try await market.transform(wheat, 10, into: 8)
            let again = try await market.transform(made, 8, into: 6)
            let sold = try await Consigned.one(5, in: market)
            #expect(sold.parts.map(\.lotID) == [wheat])
            let recalled = try await give(market.schema) {
                try await $0.recallLot(RecallSheet(lotID: wheat, reason: "residue"), $1, in: $2)
            }
            #expect(Set(recalled.ids) == [wheat, made, again])
            let told = try await market.schema.told(LotRecalled.self)
            #expect(Set(told.map(\.lotID)) == [wheat, made, again])
            #expect(told.allSatisfy { Set($0.closure) == [wheat, made, again] && $0.reason == "residue" })
            #expect(try await market.stock(of: wheat) == ["quarantined": 20, "consumed": 10])
            #expect(try await market.stock(of: again) == ["quarantined": 6])
            #expect(try await market.state(of: bystander) == "listed")
            let revoked = try await market.schema.told(StockRevoked.self)
            #expect(revoked.map(\.orderID) == [sold.order.orderID] && revoked.map(\.cause) == [.recall])
            await #expect(throws: LotRefusal.notInState(.recalled, .recall)) {
                _ = try await give(market.schema) {
                    try await $0.recallLot(RecallSheet(lotID: wheat, reason: "residue"), $1, in: $2)
                }
            }
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("A recall calls back, too, what is being made of a lot while it waits for it")
    func recallWhileMaking() async throws {
        try await Market.open { market in
            let schema = market.schema
            let wheat = try await market.list(30)
            let (made, recall) = try await give(schema) { service, context, transaction in
                let made = try await service.transformLots(
                    market.transformation(of: wheat, 10, into: 8), context, in: transaction)
                // Detached, since who holds a transaction may not begin another one.
                let recall = Task.detached {
                    try await give(schema) {
                        try await $0.recallLot(RecallSheet(lotID: wheat, reason: "residue"), $1, in: $2)
                    }
                }
                try await Task.detached { try await market.waitForWaiting() }.value
                return Told((made.value.ids, recall), made.events)
            }
            #expect(Set(try await recall.value.ids) == Set([wheat] + made))
            #expect(try await market.state(of: made[0]) == "recalled")
            #expect(try await schema.breaches() == [])
        }
    }

    @Test("Amounts near the limits of numbers are refused like others that are out of bounds")
    func vastAmounts() async throws {
        try await Market.open { market in
            let lot = try await market.list(10)
            for pieces in [Int64.min, -1, 1_000_000_001, .max] {
                let refusal = await #expect(throws: Problem.self) { try await market.transform(lot, pieces, into: 1) }
                #expect(refusal?.code == "out-of-bounds")
                let output = await #expect(throws: Problem.self) { try await market.transform(lot, 1, into: pieces) }
                #expect(output?.code == "out-of-bounds")
            }
            for minutes in [Int64.min, -1, 10_081, .max] {
                let band = #""band": {"min": 20, "max": 80, "allowed_min": \#(minutes)}, "goods_class""#
                let oranges = Market.oranges(in: market.product.pavilionID).replacing(#""goods_class""#, with: band)
                let refusal = await #expect(throws: Problem.self) {
                    _ = try await give(market.schema) { try await $0.publishProducts(try sheet(oranges), $1, in: $2) }
                }
                #expect(refusal?.code == "out-of-bounds")
            }
        }
    }

    @Test("More cannot be made of lots than went in, and what is used up closes")
    func transformation() async throws {
        try await Market.open { market in
            let lot = try await market.list(10)
            // A piece weighs 200 g, and 220 g with its packing.
            await #expect(throws: LotRefusal.outputsOutweighInputs) {
                try await market.transform(lot, 10, into: 10, packingGrams: 199)
            }
            let made = try await market.transform(lot, 10, into: 10, packingGrams: 200)
            #expect(try await market.state(of: lot) == "closed")
            #expect(try await market.state(of: made) == "received")
            #expect(try await market.stock(of: made) == ["available": 10])
            #expect(try await market.schema.told(LotClosed.self).map(\.cause) == [.exhausted])
            #expect(try await market.schema.breaches() == [])
        }
    }
}

extension Market {
    func giveBack(_ lot: UUIDv7, _ pieces: Int64) async throws {
        _ = try await give(schema) {
            try await $0.returnLots(
                ReturnSheet(lots: [LotPortion(lotID: lot, quantity: .pieces(pieces))]), $1, in: $2)
        }
    }

    /// Makes a new lot of some of another, of the same product.
    @discardableResult
    func transform(
        _ lot: UUIDv7, _ pieces: Int64, into output: Int64, packingGrams: Int64 = 200
    ) async throws -> UUIDv7 {
        let made = try await give(schema) {
            try await $0.transformLots(
                transformation(of: lot, pieces, into: output, packingGrams: packingGrams), $1, in: $2)
        }
        return try #require(made.ids.first)
    }

    func transformation(
        of lot: UUIDv7, _ pieces: Int64, into output: Int64, packingGrams: Int64 = 200
    ) throws -> TransformationSheet {
        try sheet(
            """
            {"inputs": [{"lot_id": "\(lot)", "quantity": {"amount": \(pieces), "unit": "pieces"}}],
             "packing_g": \(packingGrams),
             "outputs": [\(entry(output))]}
            """)
    }
}
