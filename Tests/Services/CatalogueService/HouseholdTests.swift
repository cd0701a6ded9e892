import CatalogueEvents
import EligibilityEvents
import Eventing
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("The register's word decides whose goods come first", .enabled(if: LiveServers.arePresent))
struct HouseholdTests {
    private func registered(_ token: Token) throws -> HouseholdRegistered {
        HouseholdRegistered(
            token: token, county: try #require(DivisionCode("522728")), registeredOn: .example(),
            effectiveAt: .example(), evidenceID: .make())
    }

    private func exited(_ token: Token) throws -> HouseholdStatusChanged {
        HouseholdStatusChanged(
            token: token, county: try #require(DivisionCode("522728")), from: .registered, to: .exited,
            beneficiary: false, effectiveAt: .example(), evidenceID: .make())
    }

    @Test("a registered household's lot is served first, though another would go by its age")
    func first() async throws {
        try await Market.open { market in
            let token = Token.make()
            let helped = try await Market.register(token, market.schema)
            let older = try await market.list(10)
            try await market.hear([try registered(token)])
            let newer = try await market.list(10, from: helped)

            try await market.hear([try market.order(4)])
            #expect(try await market.parts(of: newer) == [6, 4, 0])
            #expect(try await market.parts(of: older) == [10, 0, 0])
            let allocation = try #require(
                try await market.schema.told(StockReserved.self).first?.lines.first?.allocations.first)
            #expect(allocation.token == token)
            #expect(allocation.reason.rule == .registeredFirst)
            #expect(allocation.reason.isRegisteredAsKnown)
            #expect(allocation.reason.householdVersion == 1)
            let listed = try await market.schema.told(LotListed.self)
            #expect(listed.map(\.isRegistered) == [false, true])
        }
    }

    @Test("one that has exited is an ordinary household again, also when both are told in one batch")
    func exit() async throws {
        try await Market.open { market in
            let token = Token.make()
            let helped = try await Market.register(token, market.schema)
            let older = try await market.list(10)
            let newer = try await market.list(10, from: helped)
            try await market.hear([try registered(token), try exited(token)])

            try await market.hear([try market.order(4)])
            let allocation = try #require(
                try await market.schema.told(StockReserved.self).first?.lines.first?.allocations.first)
            #expect([older, newer].contains(allocation.lotID))
            #expect(!allocation.reason.isRegisteredAsKnown)
            #expect(allocation.reason.rule != .registeredFirst)
            let versions = try await market.schema.workbench.pool.query(
                "SELECT version FROM household_standing WHERE token = \(token.description)"
            ).decode(Int32.self)
            #expect(versions == [2])
        }
    }
}
