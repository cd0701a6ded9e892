import CatalogueDomain
import CatalogueEvents
import CatalogueService
import Eventing
import LogisticsEvents
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("What people look up in catalogue", .enabled(if: LiveServers.arePresent))
struct QueryTests {
    private func page(after: UUIDv7? = nil, limit: Int64 = 100) throws -> Page {
        try #require(Page(last: after, limit: limit))
    }

    @Test("Lots are found by state, product and station, page by page")
    func lots() async throws {
        try await Market.open { market in
            let (listed, received) = (try await market.list(30), try await market.receive(5))
            func find(
                _ page: Page, state: String? = nil, product: UUIDv7? = nil, station: UUIDv7? = nil
            ) async throws -> [UUIDv7] {
                let filter = try LotFilter(state: state, productID: product, stationID: station)
                return try await market.read { try await $0.lots(filter, page, in: $1) }.lots.map(\.lotID)
            }
            #expect(try await find(try page()) == [listed, received].sorted())
            #expect(try await find(try page(), state: "received") == [received])
            #expect(try await find(try page(), product: market.product.productID, station: market.station).count == 2)
            #expect(try await find(try page(), station: .make()).isEmpty)
            let first = try await find(try page(limit: 1))
            let second = try await find(try page(after: first.first, limit: 1))
            #expect(first + second == [listed, received].sorted())
            let refusal = #expect(throws: Problem.self) {
                try LotFilter(state: "sold", productID: nil, stationID: nil)
            }
            #expect(refusal?.field == "state")
        }
    }

    @Test("A lot and a reservation say how they stand, and what was asked of them by whom")
    func stories() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let sold = try await Consigned.one(10, in: market)
            try await market.hear([sold.collected(short: 1, .spoiled)])
            let story = try await market.read { try await $0.lot(lot, in: $1) }
            #expect(story.lot.parts.available == 20 && story.lot.parts.committed == 9 && story.lot.parts.lost == 1)
            #expect(story.history.map(\.command) == ["receive", "inspect", "list"])
            #expect(story.history.allSatisfy { $0.givenBy == "wang.station" && $0.reason == "test" })
            let reservation = try await market.read { try await $0.reservation(of: sold.order.orderID, in: $1) }
            #expect(reservation.state == "shipped")
            #expect(reservation.allocations.map(\.open) == [9])
            #expect(reservation.history.map(\.command) == ["reserve", "commit", "collect"])
            #expect(reservation.history.map(\.givenBy).last == ConsignmentCollected.type.name)
            let missing = await #expect(throws: Problem.self) {
                try await market.read { try await $0.reservation(of: .make(), in: $1) }
            }
            #expect(missing?.status == 404)
        }
    }

    @Test("Pavilions, producers and products are listed, of a county if one is named")
    func storefront() async throws {
        try await Market.open { market in
            let elsewhere = try #require(DivisionCode("341321"))
            for county in [nil, DivisionCode("522728")] {
                let all = try page()
                #expect(try await market.read { try await $0.pavilions(of: county, all, in: $1) }.pavilions.count == 1)
                let producers = try await market.read { try await $0.producers(of: county, all, in: $1) }.producers
                #expect(producers.map(\.token) == [market.token])
                let products = try await market.read { try await $0.products(of: county, all, in: $1) }.products
                #expect(products == [market.product])
            }
            let all = try page()
            #expect(try await market.read { try await $0.pavilions(of: elsewhere, all, in: $1) }.pavilions.isEmpty)
            #expect(try await market.read { try await $0.producers(of: elsewhere, all, in: $1) }.producers.isEmpty)
            #expect(try await market.read { try await $0.products(of: elsewhere, all, in: $1) }.products.isEmpty)
        }
    }
}

extension Market {
    /// Looks something up as HTTP and the command line do.
    func read<Value: Sendable>(
        _ query: (CatalogueService, PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await schema.workbench.pool.withTransaction(readOnly: true) { try await query(service, $0) }
    }
}
