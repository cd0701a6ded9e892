import CatalogueEvents
import CatalogueService
import EligibilityEvents
import Eventing
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Products say where their goods on sale come from", .enabled(if: LiveServers.arePresent))
struct ProvenanceTests {
    private func designated(
        _ code: String, _ level: CountyDesignated.Level, from: String = "2012-03-19", to: String? = nil
    ) throws -> CountyDesignated {
        CountyDesignated(
            code: try #require(DivisionCode(code)), level: level, from: try #require(Day(from)),
            to: try to.map { try #require(Day($0)) }, source: "State Council list of 2012")
    }

    private func registered(_ token: Token) throws -> HouseholdRegistered {
        HouseholdRegistered(
            token: token, county: try #require(DivisionCode("522728")), registeredOn: .example(),
            effectiveAt: .example(), evidenceID: .make())
    }

    @Test("A product is told again when its county is designated, and one that comes later says so at once")
    func county() async throws {
        try await Market.open { market in
            try await market.hear([try designated("522728", .national), try designated("341321", .provincial)])
            let told = try await market.schema.told(ProductPublished.self)
            #expect(told.map(\.version) == [2, 3])
            #expect(told.map(\.provenance.countyLevel) == [.none, .national])
            #expect(told.allSatisfy { $0.productID == market.product.productID })
            #expect(told.last?.listings == market.product.listings)
            let cause = try await market.schema.told().last?.causationID
            #expect(cause != nil)
            try await market.hear([try designated("522728", .national)])
            #expect(try await market.schema.told(ProductPublished.self).count == 2)
            _ = try await give(market.schema) {
                try await $0.publishProducts(try sheet(Market.oranges(in: market.product.pavilionID)), $1, in: $2)
            }
            let later = try #require(try await market.schema.told(ProductPublished.self).last)
            #expect(later.productID != market.product.productID && later.provenance.countyLevel == .national)
        }
    }

    @Test("Lots that come on sale and go off it change the share of poor villages and of registered households")
    func lots() async throws {
        try await Market.open { market in
            let token = Token.make()
            let helped = try await Market.register(token, market.schema)
            let ordinary = try await market.list(30)
            try await market.hear([try designated("522728100201", .poorVillage), try registered(token)])
            _ = try await market.list(10, from: helped)
            try await market.giveBack(ordinary, 30)
            let told = try await market.schema.told(ProductPublished.self).map(\.provenance)
            #expect(told.map(\.villageLevel) == [.none, .poor, .poor, .poor])
            #expect(told.map(\.registeredShare) == [0, 0, 250, 1000])
            try await market.hear([try market.order(4)])
            #expect(try await market.schema.told(ProductPublished.self).count == told.count)
        }
    }

    @Test("A household that is registered later makes the share of what is on sale already")
    func household() async throws {
        try await Market.open { market in
            _ = try await market.list(30)
            try await market.hear([try registered(market.token)])
            #expect(
                try await market.schema.told(ProductPublished.self).map(\.provenance.registeredShare) == [0, 1000])
        }
    }

    @Test("A designation that ends is told when its last day is over")
    func turn() async throws {
        try await Market.open { market in
            try await market.hear([try designated("522728", .national, to: "2020-02-29")])
            let end = try #require(Instant("2020-02-29T16:00:00Z"))
            market.schema.setTime(end)
            let isTold = try await market.schema.workDeadlines(at: end) {
                try await market.schema.told(ProductPublished.self).last?.provenance.countyLevel == CountyLevel.none
            }
            #expect(isTold)
            #expect(try await market.schema.told(ProductPublished.self).map(\.version) == [2, 3, 4])
        }
    }

    private typealias CountyLevel = ProductPublished.Provenance.CountyLevel

    @Test("A product in a pavilion that is not there is refused by the field")
    func unknownPavilion() async throws {
        try await Market.open { market in
            let refusal = await #expect(throws: Problem.self) {
                _ = try await give(market.schema) {
                    try await $0.publishProducts(try sheet(Market.oranges(in: .make())), $1, in: $2)
                }
            }
            #expect(refusal?.status == 422 && refusal?.field == "pavilion")
        }
    }
}
