import Testing
import TestSupport

@testable import Story

@Suite("The story's chapters, played on a system of their own", .enabled(if: LiveServers.arePresent))
struct RegisterChapterTests {
    @Test("240 households are enrolled, and those that are entitled are registered", .timeLimit(.minutes(5)))
    func register() async throws {
        let stage = try #require(LiveServers.scripts.map { Stage(scripts: $0, instance: "test-register") })
        try await stage.script("wipe", [stage.instance])
        try await stage.script("postgres", ["start", stage.instance])
        try await stage.script("rabbitmq", ["start", stage.instance])
        try await stage.script("provision", [stage.instance])
        _ = try await stage.run("eligibility", ["migrate"])
        try await stage.script("service", ["start", stage.instance, "eligibility"])

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

        try await stage.script("service", ["stop", stage.instance, "eligibility"])
        try await stage.script("kill", [stage.instance])
    }
}
