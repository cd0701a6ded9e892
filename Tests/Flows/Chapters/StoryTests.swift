import Testing
import TestSupport
import Vocabulary

@testable import Story

@Suite("The story, played on a system of its own", .enabled(if: LiveServers.arePresent), .serialized)
struct StoryTests {
    @Test("240 households are enrolled, and those that are entitled are registered", .timeLimit(.minutes(5)))
    func register() async throws {
        try await playing("register", migrated: ["eligibility"], running: ["eligibility"]) { stage in
            let counties = try await EligibilityChapter(stage: stage).play()
            #expect(counties.keys.sorted() == ["341321", "510131", "520526", "522728"])
            #expect(counties.values.allSatisfy { !$0.registered.isEmpty && !$0.others.isEmpty })
            #expect(counties.values.reduce(0) { $0 + $1.registered.count + $1.others.count } == 240)

            // What was registered is told once the listeners are there; until then it waits in the log.
            let told = try await stage.run(
                "eligibility", ["audit", "--list", "told", "--source", "/throughtrain/eligibility/household"])
            #expect(told.split(separator: "\n").count == counties.values.reduce(0) { $0 + $1.registered.count })

            // The doctor sees that nobody listens yet, and which queue is missing.
            await #expect {
                try await stage.run("eligibility", ["doctor"])
            } throws: { error in
                let diagnosis = "\(error)"
                return diagnosis.contains("ok    schema") && diagnosis.contains("ok    broker")
                    && diagnosis.contains("fault listeners: not found: ")
                    && diagnosis.contains("orders.eligibility.benefit.0")
            }
        }
    }

    @Test(
        "2,200 orders find stock and benefit, are paid and carried, though catalogue is killed among them; nothing is lost",
        .timeLimit(.minutes(10)))
    func orders() async throws {
        let services = ["catalogue", "orders", "eligibility", "logistics", "livestream"]
        try await playing("orders", migrated: services, running: services) { stage in
            let register = try await EligibilityChapter(stage: stage).play()
            try await stage.setTime(try #require(Instant("2019-07-07T01:00:00Z")))
            let network = try await NetworkChapter(stage: stage).play()
            let goods = try await CatalogueChapter(stage: stage, register: register, stations: network.stations).play()
            let before = try await stage.reconcile(services)
            #expect(before.faults == [])

            let livestream = LivestreamChapter(stage: stage)
            let evening = try await livestream.prepare(
                zip(CatalogueChapter.brands, goods).map { brand, goods in
                    LivestreamChapter.Goods(brand, listing: goods.listing)
                })
            try await livestream.start(evening)
            let offered = try zip(CatalogueChapter.brands, goods).map { brand, goods in
                goods.offered(
                    in: try #require(evening.offers[brand.county].flatMap { UUIDv7($0) }), allotment: brand.allotment)
            }
            let unoffered = zip(CatalogueChapter.brands, goods).map { $1.unoffered($0.allotment) }
            let chapter = OrderingChapter(
                stage: stage, rush: offered[0], others: Array(offered.dropFirst() + unoffered.dropFirst()),
                destinations: network.destinations)
            async let playing = chapter.play()
            try await stage.wait("some hundred orders") {
                try await Reconciliation(of: ["orders"], on: stage).events("told") > 500
            }
            try await stage.script("service", ["kill", stage.instance, "catalogue"])
            try await stage.script("service", ["start", stage.instance, "catalogue"])
            let outcome = try await playing
            #expect(outcome.retail.count == OrderingChapter.retailOrders)
            #expect(outcome.imported.count == OrderingChapter.imported)
            #expect(outcome.short == 2 * chapter.rushOrders / 3)
            try await livestream.end(evening)
            try await chapter.endUnpaid(at: try #require(Instant("2019-07-07T12:30:00Z")))

            let logistics = try await stage.api("logistics")
            try await stage.wait("a consignment of every order that is paid") {
                let confirmed = outcome.retail.count + outcome.imported.count - outcome.short
                return try await NetworkChapter.consignments(in: "accepted", at: logistics)
                    >= confirmed - OrderingChapter.declined - OrderingChapter.abandoned
            }
            #expect(try await NetworkChapter.consignments(in: "refused", at: logistics) == 0)
            let after = try await stage.reconcile(services)
            #expect(after.faults == [])
            #expect(after.events("heard") > 4 * 2_200)

            let accepted = try await NetworkChapter.consignments(in: "accepted", at: logistics)
            let carried = try await DispatchChapter(stage: stage, network: network).play()
            // Two legs from each county, and one from each city's depot.
            #expect(carried.runs >= 11)
            #expect(carried.condemned == 3)
            #expect(carried.delivered + carried.failed == accepted)
            #expect(carried.failed == carried.condemned)
            let delivered = try await stage.reconcile(services)
            #expect(delivered.faults == [])
        }
    }
}
