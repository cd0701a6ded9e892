import Delivery
import Narration
import Testing
import TestSupport
import Vocabulary

@testable import Story

@Suite("The story, played on a system of its own", .enabled(if: LiveServers.arePresent), .serialized)
struct StoryTests {
    // First, since it takes the longest: what comes last has a core to itself, and the other one idles.
    @Test(
        "2,200 orders are paid, carried and settled, though catalogue is killed; then all examples of help and all routes are tried",
        .timeLimit(.minutes(30)))
    func orders() async throws {
        try await playing("orders", migrated: Play.services, running: Play.services) { stage in
            let report = try await Play(stage: stage, progress: Narrator(of: "story")) {
                try await stage.wait("some hundred orders") {
                    try await Reconciliation(of: ["orders"], on: stage).events(.told) > 500
                }
                try await stage.script("service", ["kill", stage.instance, "catalogue"])
                try await stage.script("service", ["start", stage.instance, "catalogue"])
            }.play()
            #expect(report.faults == [])
            #expect(report.auditOK && report.parked == 0 && report.oversold == 0 && report.ledgerImbalanceFen == 0)
            #expect(report.ordersPlaced == 2_200)
            #expect(report.ordersConfirmed == 1_660)
            #expect(
                report.ordersCancelledByReason
                    == ["stock": 480, "payment-declined": 40, "unpaid": 20, "delivery-failed": 3])
            #expect(report.ordersCompleted == 1_657)
            #expect(report.householdsRegistered == HouseholdRoll.poor - 1)
            #expect(report.counties.allSatisfy { $0.paidToRegisteredFen > 0 && $0.countyFundFen > 0 })
            #expect(report.eventsIn > report.eventsOut)

            let noon = try #require(Instant("2019-07-10T04:00:00Z"))
            let failed = try await GivenExamples(stage: stage, noon: noon).give()
            #expect(failed == [])
            let found = try await OpenAPIWalk(stage: stage).walk()
            let strangers = try await StrangerWalk(stage: stage, found: found).walk()
            #expect(strangers.faults == [])
            #expect(strangers.asked > 60)
            let audit = try await stage.reconcile(Play.services)
            #expect(audit.faults == [])
            let verdict = try await stage.script("audit", [stage.instance])
            #expect(verdict.contains("all is well"), "\(verdict)")
        }
    }

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
                    && diagnosis.contains("fault listeners: ")
                    && diagnosis.contains("catalogue.eligibility.household.0 of catalogue is not there")
                    && diagnosis.contains("run `catalogue migrate`, or start catalogue")
                    && diagnosis.contains("ok    topology: is as declared")
            }
        }
    }
}
