import CatalogueDomain
import CatalogueEvents
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@testable import CatalogueService

@Suite("Floors", .enabled(if: LiveServers.arePresent))
struct FloorTests {
    private static let county = DivisionCode("522728")
    private static let officer = Caller("zhao.pavilion", as: .countyOfficer, within: Scope(county: county))
    private static let reviewer = Caller("wang.prices", as: .reviewer, within: Scope(county: county))
    private static let stranger = Caller(
        "sun.prices", as: .reviewer, within: Scope(county: DivisionCode("510131")))

    private func appeal(for fen: Fen, by caller: Caller = officer, in market: Market) async throws -> UUIDv7 {
        let filed = try await give(market.schema, by: caller) {
            try await $0.appealFloor(
                FloorAppealSheet(
                    productID: market.product.productID, floor: Price(fen, .perPiece), grounds: "fodder is dear"),
                $1, in: $2)
        }
        return try #require(filed.ids.first)
    }

    private func decide(
        _ appeal: UUIDv7, isGranted: Bool = true, by caller: Caller = reviewer, reason: String = "it is",
        in market: Market
    ) async throws {
        _ = try await give(market.schema, by: caller, reason: reason) {
            try await $0.decideFloorAppeal(appeal, isGranted: isGranted, $1, in: $2)
        }
    }

    private func open(in market: Market, of county: DivisionCode? = nil) async throws -> [UUIDv7] {
        let page = try #require(Page())
        return try await market.read { try await $0.floorAppeals(of: county, page, in: $1) }.appeals.map(\.appealID)
    }

    @Test("A raised floor is dated and told; a listing below it is told as a breach, and sells nothing any more")
    func raised() async throws {
        try await Market.open { market in
            _ = try await market.list(30)
            let filed = try await appeal(for: 501, in: market)
            #expect(try await market.schema.told(ProductPublished.self).count == 1)
            #expect(try await open(in: market) == [filed])
            try await decide(filed, in: market)
            #expect(try await open(in: market) == [])
            let told = try #require(try await market.schema.told(ProductPublished.self).last)
            #expect(told.floor == Price(501, .perPiece) && told.version == market.product.version + 1)
            let breaches = try await market.schema.told(PriceBreached.self)
            #expect(breaches.map(\.listingID) == market.product.listings.map(\.listingID))
            #expect(breaches.map(\.floor.fen) == [501])
            let floors = try await market.schema.workbench.pool.query(
                "SELECT fen, coalesce(asked_by, 'nobody') || ', ' || approved_by FROM price_floor ORDER BY fen"
            ).decode(Int64.self, String.self)
            #expect(floors.map(\.0) == [400, 501])
            #expect(floors.map(\.1) == ["nobody, wang.station", "zhao.pavilion, wang.prices"])
            try await market.hear([try market.order()])
            #expect(
                try await market.schema.told(StockRefused.self).flatMap(\.lines).map(\.reason) == [.belowFloor])
            await #expect(throws: PostgresError.self) {
                try await market.schema.administration.execute("UPDATE price_floor SET fen = 1")
            }
        }
    }

    @Test("Who files an appeal does not decide it, whatever their role then; the schema refuses it too")
    func twoPeople() async throws {
        try await Market.open { market in
            let filed = try await appeal(for: 450, in: market)
            for role in [Role.countyOfficer, .reviewer] {
                for isGranted in [true, false] {
                    await #expect(throws: FloorAppealRefusal.decidedByAppellant("zhao.pavilion")) {
                        try await decide(
                            filed, isGranted: isGranted, by: Caller("zhao.pavilion", as: role), in: market)
                    }
                }
            }
            #expect(try await open(in: market) == [filed])
            let alone = await #expect(throws: PostgresError.self) {
                try await market.schema.administration.execute(
                    "UPDATE floor_appeal SET state = 'granted', decided_by = asked_by, decided_at = now()")
            }
            #expect(alone?.constraint == "two_people_decide")
            let set = await #expect(throws: PostgresError.self) {
                try await market.schema.administration.execute(
                    """
                    INSERT INTO price_floor (product, in_force_from, fen, per, asked_by, approved_by)
                    SELECT id, now(), 450, 'piece', 'zhao.pavilion', 'zhao.pavilion' FROM product
                    """)
            }
            #expect(set?.constraint == "two_people_set")
            #expect(try await market.schema.told(ProductPublished.self).count == 1)
        }
    }

    @Test("Appeals that are granted at one instant are both on record, the later one in force")
    func atOnce() async throws {
        try await Market.open { market in
            for fen in [450, 460] as [Fen] { try await decide(try await appeal(for: fen, in: market), in: market) }
            let floors = try await market.schema.workbench.pool.query(
                "SELECT fen FROM price_floor ORDER BY in_force_from"
            ).decode(Int64.self)
            #expect(floors == [400, 450, 460])
        }
    }

    @Test("An appeal is decided once, with a reason; what is dismissed leaves the floor as it is")
    func once() async throws {
        try await Market.open { market in
            let filed = try await appeal(for: 450, in: market)
            let unfounded = await #expect(throws: Problem.self) { try await decide(filed, reason: "", in: market) }
            #expect(unfounded?.field == "reason")
            try await decide(filed, isGranted: false, in: market)
            await #expect(throws: FloorAppealRefusal.notInState(.dismissed)) { try await decide(filed, in: market) }
            #expect(try await market.schema.told(ProductPublished.self).count == 1)
        }
    }

    @Test("A floor that is no higher is refused, when it is asked for and when another was granted meanwhile")
    func notRaised() async throws {
        try await Market.open { market in
            let lower = await #expect(throws: Problem.self) { try await appeal(for: 400, in: market) }
            #expect(lower?.field == "floor")
            let late = try await appeal(for: 450, in: market)
            try await decide(try await appeal(for: 460, in: market), in: market)
            let overtaken = await #expect(throws: Problem.self) { try await decide(late, in: market) }
            #expect(overtaken?.code == "not-raised")
            #expect(try await open(in: market) == [late])
        }
    }

    @Test("To another county the product and the appeal are not there")
    func scope() async throws {
        try await Market.open { market in
            let unknown = Problem.unknown("product \(market.product.productID)", field: "product_id")
            await #expect(throws: unknown) { try await appeal(for: 450, by: Self.stranger, in: market) }
            let filed = try await appeal(for: 450, in: market)
            await #expect(throws: Problem.notFound("appeal \(filed)")) {
                try await decide(filed, by: Self.stranger, in: market)
            }
            #expect(try await open(in: market, of: Self.stranger.scope.county) == [])
            #expect(try await open(in: market, of: Self.county) == [filed])
        }
    }
}
