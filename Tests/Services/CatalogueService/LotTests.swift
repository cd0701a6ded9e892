import CatalogueDomain
import CatalogueEvents
import CatalogueService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Lots", .enabled(if: LiveServers.arePresent))
struct LotTests {
    /// Each statement breaks one rule.
    static let badWrites: [(rule: String, sql: String)] = [
        ("a lot is the sum of its parts", "UPDATE lot SET available = available + 1"),
        ("nothing of a lot vanishes", "UPDATE lot SET available = available - 1"),
        ("no part is negative", "UPDATE lot SET available = -1, lost = received + 1"),
        ("a listed lot is certified", "UPDATE lot SET certificate = NULL"),
        ("a household has no name", "UPDATE producer SET name_zh = '罗秀英', name_en = 'Luo Xiuying'"),
        ("an order is answered once", "INSERT INTO reservation SELECT * FROM reservation"),
        ("no more is open than was allocated", "UPDATE reservation_allocation SET open = quantity + 1"),
    ]

    @Test("Every planted bad write is refused by a constraint")
    func badWrites() async throws {
        try await Market.open { market in
            _ = try await market.list(30)
            try await market.hear([try market.order()])
            for (rule, sql) in Self.badWrites {
                let error = await #expect(throws: PostgresError.self, "\(rule)") {
                    _ = try await market.schema.administration.query(PostgresQuery(unsafeSQL: sql))
                }
                #expect(error?.sqlState?.hasPrefix("23") == true, "\(rule): \(error?.message ?? "")")
            }
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("A listed lot is told with what it is; one that was not inspected is not listed")
    func listing() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let told = try await market.schema.told(LotListed.self)
            #expect(told.map(\.lotID) == [lot])
            #expect(told.map(\.quantity) == [.pieces(30)])
            let uninspected = try await market.receive(5)
            await #expect(throws: LotRefusal.notInState(.received, .list)) {
                try await market.certify([uninspected])
            }
        }
    }

    @Test("A lot that failed its inspection is held back whole, told as quarantined, and cannot be listed")
    func failedInspection() async throws {
        try await Market.open { market in
            let lot = try await market.receive(30)
            try await market.inspect([lot], .failed)
            let found = try await market.schema.workbench.pool.query(
                "SELECT state, available, quarantined, inspection IS NULL FROM lot WHERE id = \(lot)"
            ).decode(String.self, Int64.self, Int64.self, Bool.self)
            let row = try #require(found.first)
            #expect(row == ("quarantined", 0, 30, true))
            let inspections = try await market.schema.workbench.pool.query(
                "SELECT id, has_passed FROM inspection WHERE lot = \(lot)"
            ).decode(UUIDv7.self, Bool.self)
            #expect(inspections.map(\.1) == [false])
            let told = try await market.schema.told(LotQuarantined.self)
            #expect(told.map(\.lotID) == [lot])
            #expect(told.map(\.cause) == [.inspection])
            #expect(told.map(\.causeID) == inspections.map(\.0))
            #expect(told.map(\.quantity) == [.pieces(30)])
            #expect(told.map(\.from.available) == [30])
            await #expect(throws: LotRefusal.notInState(.quarantined, .list)) { try await market.certify([lot]) }
            #expect(try await market.schema.told(LotListed.self).isEmpty)
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("A lot named twice is refused by name, whether it is inspected or listed")
    func repeatedLots() async throws {
        try await Market.open { market in
            let lot = try await market.receive(30)
            let inspecting = await #expect(throws: Problem.self) { try await market.inspect([lot, lot]) }
            #expect(inspecting?.code == "repeated")
            try await market.inspect([lot])
            let listing = await #expect(throws: Problem.self) { try await market.certify([lot, lot]) }
            #expect(listing?.code == "repeated")
            #expect(try await market.schema.told(LotListed.self).isEmpty)
        }
    }

    @Test("Lots whose price is below the floor by now are refused, and the attempt is kept and told")
    func belowFloor() async throws {
        try await Market.open { market in
            let lots = [try await market.receive(30), try await market.receive(20)]
            try await market.inspect(lots)
            _ = try await market.schema.workbench.pool.query(
                "UPDATE product SET floor_fen = 501 WHERE id = \(market.product.productID)")
            let refusal = await #expect(throws: Problem.self) { try await market.certify(lots) }
            #expect(refusal?.code == "below-floor")
            let told = try await market.schema.told(PriceBreached.self)
            #expect(told.map(\.attempted.fen) == [500])
            #expect(told.map(\.floor.fen) == [501])
            #expect(told.map(\.action) == [.refused])
            let kept = try await market.schema.workbench.pool.query(
                "SELECT id, attempted_fen, floor_fen FROM price_breach"
            ).decode(UUIDv7.self, Int64.self, Int64.self)
            #expect(kept.map(\.0) == told.map(\.breachID))
            #expect(kept.map { [$0.1, $0.2] } == [[500, 501]])
            let states = try await market.schema.workbench.pool.query("SELECT state FROM lot").decode(String.self)
            #expect(states == ["passed", "passed"])
            #expect(try await market.schema.told(LotListed.self).isEmpty)
        }
    }

    @Test("The audit names a lot that promises what no order was promised")
    func audit() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            _ = try await market.schema.workbench.pool.query(
                "UPDATE lot SET available = available - 1, reserved = reserved + 1 WHERE id = \(lot)")
            #expect(
                try await market.schema.breaches() == [
                    "where lots' goods are is where they were moved: \(lot)",
                    "what lots promise is what orders were promised: \(lot)",
                ])
        }
    }
}
