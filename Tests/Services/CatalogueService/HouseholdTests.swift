import CatalogueEvents
import CatalogueService
import EligibilityEvents
import Eventing
import LogisticsEvents
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

    @Test("the lots that a household has on sale come first from when it is registered until it exits")
    func onSale() async throws {
        try await Market.open { market in
            // An order comes to the first of these, and to the next one at most.
            var others: [UUIDv7] = []
            for _ in 0..<3 { others.append(try await market.list(10)) }
            let token = Token.make()
            let helped = try await market.list(10, from: try await Market.register(token, market.schema))
            let first = try #require(others.min())
            try await market.hear([try market.order(1)])
            #expect(try await market.parts(of: first) == [9, 1, 0])
            try await market.hear([try registered(token)])
            try await market.hear([try market.order(2)])
            #expect(try await market.parts(of: helped) == [8, 2, 0])
            #expect(try await market.schema.breaches() == [])
            try await market.hear([try exited(token)])
            try await market.hear([try market.order(3)])
            #expect(try await market.parts(of: first) == [6, 4, 0])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("a lot that was closed when its household was registered comes first when its goods are back on sale")
    func comesBack() async throws {
        try await Market.open { market in
            let token = Token.make()
            let helped = try await market.list(10, from: try await Market.register(token, market.schema))
            let sold = try await Consigned.one(10, in: market)
            try await market.hear([sold.collected()])
            #expect(try await market.state(of: helped) == "closed")
            try await market.hear([try registered(token)])
            for _ in 0..<3 { _ = try await market.list(10) }
            try await market.hear([sold.failed(goods: .atStation)])
            try await market.reinspect(helped, 10, .passed)
            #expect(try await market.state(of: helped) == "listed")
            #expect(try await market.schema.breaches() == [])
            try await market.hear([try market.order(2)])
            #expect(try await market.parts(of: helped) == [8, 2, 0])
        }
    }

    @Test(
        "a lot that is weighed in and put on sale while its household is registered comes first",
        .timeLimit(.minutes(1)))
    func weighedInMeanwhile() async throws {
        try await Market.open { market in
            let token = Token.make()
            let producer = try await Market.register(token, market.schema)
            let event = try registered(token)
            var hearing: Task<Int, any Error>?
            _ = try await give(market.schema) { service, context, transaction in
                let received = try await service.receiveLots(
                    try sheet(#"{"lots": [\#(market.entry(10, from: producer))]}"#), context, in: transaction)
                let lots = received.value.ids
                let inspected = try await service.inspectLots(
                    InspectionSheet(lotIDs: lots, inspectorID: .make(), outcome: .passed), context, in: transaction)
                let listed = try await service.listLots(
                    ListingSheet(lotIDs: lots, contact: "0854-5200000", statement: .selfTested), context,
                    in: transaction)
                // Detached, since it has a connection of its own.
                hearing = Task.detached { try await market.hear([event]) }
                let isWaiting = try await eventually {
                    try await market.schema.administration.query(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event = 'advisory'
                        """
                    ).decode(Int.self) == [1]
                }
                #expect(isWaiting)
                return Told(lots, received.events + inspected.events + listed.events)
            }
            #expect(try await hearing?.value == 1)
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("an order that waits while a household exits is served as if it had come behind that")
    func exitsMeanwhile() async throws {
        try await Market.open { market in
            let tokens = [Token.make(), Token.make(), Token.make()]
            var lots: [UUIDv7] = []
            for (token, pieces) in zip(tokens, [10, 5, 10] as [Int64]) {
                lots.append(try await market.list(pieces, from: try await Market.register(token, market.schema)))
            }
            try await market.hear(try tokens.map { try registered($0) })
            // The first two are what the order comes to, until the first one's household exits.
            let order = try market.order(10)
            let hearing = try await market.schema.administration.withTransaction { exiting in
                try await exiting.execute("SELECT FROM lot WHERE id = \(lots[0]) FOR UPDATE")
                let hearing = Task { try await market.hear([order]) }
                try await market.waitForWaiting()
                try await exiting.execute(
                    """
                    UPDATE household_standing SET is_beneficiary = false, version = 2
                    WHERE token = \(tokens[0].description)
                    """)
                try await exiting.execute("UPDATE lot SET helps_registered = false WHERE id = \(lots[0])")
                return hearing
            }
            #expect(try await hearing.value == 1)
            #expect(try await market.parts(of: lots[1]) == [0, 5, 0])
            #expect(try await market.parts(of: lots[2]) == [5, 5, 0])
            let allocations = try await market.schema.told(StockReserved.self).flatMap(\.lines).flatMap(\.allocations)
            #expect(allocations.allSatisfy { $0.reason.rule == .registeredFirst && $0.reason.isRegisteredAsKnown })
        }
    }
}
