import Foundation
import LocalScripts
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("Parked events, at the command line", .enabled(if: LiveServers.arePresent), .serialized)
struct ParkedEventsTests {
    @Test(
        "what a broken handler left is rehearsed, replayed by two, killed in the middle, run on, and discarded by two",
        .timeLimit(.minutes(5)))
    func operated() async throws {
        try await playing("parked", migrated: Stage.services, running: ["catalogue", "eligibility"]) { stage in
            let desk = try await Desk(stage: stage)
            try await desk.sql("ALTER TABLE household_standing ADD CONSTRAINT broken CHECK (false) NOT VALID")
            let register = try await EligibilityChapter(stage: stage).play()
            let registered = register.values.reduce(0) { $0 + $1.registered.count }
            try await stage.wait("the households to be parked") {
                try await desk.status().parked.first { $0.cause == "failed" }?.events == registered
            }
            try await expectRehearsal(at: desk, fails: true)
            try await desk.sql("ALTER TABLE household_standing DROP CONSTRAINT broken")
            let plan = try await expectRehearsal(at: desk, fails: false)
            #expect(try await desk.count("household_standing") == 0)

            try await propose(plan, at: desk)
            try await kill(atThird: plan, at: desk)
            let done = try await desk.ask(
                Desk.Plan.self, "replay", "--plan", "\(plan)", "--rate", "1000", "--actor", "li.operations")
            #expect(done.state == "done")
            #expect(done.settled == registered)
            #expect(try await desk.count("household_standing") == registered)
            #expect(try await desk.status().parked.isEmpty)

            try await discard(at: desk)
            _ = try await stage.run("catalogue", ["audit"])
            let audit = try await stage.reconcile(["catalogue", "eligibility"])
            #expect(audit.faults.filter { !$0.contains("orders") && !$0.contains("livestream") } == [])
        }
    }

    @Test("one with wrong data takes effect as two people agreed to correct it", .timeLimit(.minutes(4)))
    func corrected() async throws {
        try await playing("corrected", migrated: Stage.services, running: ["catalogue", "eligibility"]) { stage in
            let desk = try await Desk(stage: stage)
            // Nobody is designated before the Republic, but a clerk is soon wrong by a century.
            try await desk.sql("ALTER TABLE designation ADD CHECK (first_day >= '1949-10-01')")
            try await designate("522725", from: "1912-03-19", on: stage)
            try await stage.wait("the designation to be parked") {
                try await desk.status().parked.first { $0.cause == "failed" }?.events == 1
            }
            let number = try #require(try await desk.ask(Desk.Page.self, "list").events.first?.number)
            #expect(try await desk.run("show", "\(number)").contains("1912-03-19"))

            let nonsense = try stage.write(#"{"code":"522725"}"#, to: "nonsense.json")
            await #expect(throws: ScriptFailure.self) {
                try await desk.run("edit", "\(number)", nonsense, "--actor", "li.operations", "--reason", "a test")
            }
            try await correct(number, at: desk)
            #expect(try await desk.status().parked.isEmpty)
            #expect(try await desk.texts("SELECT first_day::text FROM designation") == ["2012-03-19"])
            #expect(
                try await desk.texts("SELECT actor FROM audit_trail WHERE command LIKE '%-parked' ORDER BY at")
                    == ["li.operations", "wang.operations", "wang.operations"])

            // What comes later of the same place is handled behind it, and the audits hold.
            try await designate("522725", from: "2019-03-19", on: stage)
            try await stage.wait("the next designation") { try await desk.count("designation") == 2 }
            _ = try await stage.run("catalogue", ["audit"])
            let audit = try await stage.reconcile(["catalogue", "eligibility"])
            #expect(audit.faults.filter { !$0.contains("orders") && !$0.contains("livestream") } == [])
        }
    }

    /// One proposes, cannot approve it, and another does.
    private func correct(_ number: Int, at desk: Desk) async throws {
        let data = #"{"code":"522725","level":"none","from":"2012-03-19","to":"2018-12-31","source":"a test"}"#
        let file = try desk.stage.write(data, to: "corrected.json")
        let proposed = try await desk.ask(
            Desk.Plan.self, "edit", "\(number)", file, "--actor", "li.operations", "--reason", "wrong by a century")
        #expect(proposed.state == "proposed")
        let refusal = await #expect(throws: ScriptFailure.self) {
            try await desk.run("approve", "\(proposed.number)", "--yes", "--actor", "li.operations")
        }
        #expect(refusal?.description.contains("somebody else must approve it") == true)
        #expect(try await desk.count("designation") == 0)
        let done = try await desk.ask(
            Desk.Plan.self, "approve", "\(proposed.number)", "--yes", "--actor", "wang.operations")
        #expect(done.state == "done")
        #expect(done.settled == 1)
    }

    private func designate(_ county: String, from day: String, on stage: Stage) async throws {
        _ = try await stage.run(
            "eligibility",
            [
                "designation", "set", county, "none", "--from", day, "--to",
                day.prefix(4) == "2019" ? "2019-12-31" : "2018-12-31",
                "--source", "a test", "--actor", "county.office",
            ])
    }

    @discardableResult
    private func expectRehearsal(at desk: Desk, fails: Bool) async throws -> Int {
        let rehearsal = try await desk.ask(
            Desk.Rehearsal.self, "replay", "--cause", "failed", "--dry-run", "--actor", "li.operations")
        #expect((rehearsal.failures > 0) == fails)
        #expect((rehearsal.successes > 0) == !fails)
        return rehearsal.plan
    }

    /// What was rehearsed is proposed, and who proposed it neither approves nor runs it.
    private func propose(_ plan: Int, at desk: Desk) async throws {
        let proposed = try await desk.ask(
            Desk.Plan.self, "replay", "--plan", "\(plan)", "--actor", "li.operations", "--reason", "it is mended")
        #expect(proposed.state == "proposed")
        for attempt in [["approve", "\(plan)", "--yes"], ["replay", "--plan", "\(plan)"]] {
            let refusal = await #expect(throws: ScriptFailure.self) {
                try await desk.run(attempt + ["--actor", "li.operations"])
            }
            #expect(refusal?.description.contains("somebody else must approve it") == (attempt[0] == "approve"))
        }
        #expect(try await desk.count("household_standing") == 0)
    }

    /// A second person agrees and runs the plan slowly; the process is killed once three of its events are settled.
    private func kill(atThird plan: Int, at desk: Desk) async throws {
        let process = try desk.start(
            "approve", "\(plan)", "--yes", "--rate", "5", "--actor", "wang.operations")
        try await desk.stage.wait("three settled events") { try await desk.plan(plan).settled >= 3 }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let killed = try await desk.plan(plan)
        #expect(killed.state == "running")
        #expect(killed.settled < killed.events)
        #expect(try await desk.count("household_standing") == killed.settled)
    }

    /// One more event is parked, proposed to be discarded by one person, and struck out once another agrees.
    private func discard(at desk: Desk) async throws {
        try await desk.sql("ALTER TABLE designation ADD CONSTRAINT broken CHECK (false) NOT VALID")
        try await designate("522725", from: "2012-03-19", on: desk.stage)
        try await desk.stage.wait("the designation to be parked") {
            try await desk.status().parked.first?.events == 1
        }
        let list = try await desk.run("list")
        #expect(list.contains("failed"))
        let number = try #require(try await desk.ask(Desk.Page.self, "list").events.first?.number)
        #expect(try await desk.run("show", "\(number)").contains("broken"))
        let unasked = await #expect(throws: ScriptFailure.self) {
            try await desk.run("discard", "\(number)", "--actor", "li.operations", "--reason", "told by a test")
        }
        #expect(unasked?.description.contains("cannot be taken back: give --yes if that is meant") == true)
        let proposed = try await desk.ask(
            Desk.Plan.self, "discard", "\(number)", "--yes", "--actor", "li.operations", "--reason", "told by a test")
        #expect(proposed.state == "proposed")
        let refusal = await #expect(throws: ScriptFailure.self) {
            try await desk.run("approve", "\(proposed.number)", "--yes", "--actor", "li.operations")
        }
        #expect(refusal?.description.contains("somebody else must approve it") == true)
        let done = try await desk.ask(
            Desk.Plan.self, "approve", "\(proposed.number)", "--yes", "--actor", "wang.operations")
        #expect(done.state == "done")
        #expect(try await desk.status().parked.isEmpty)
        #expect(try await desk.count("audit_trail") >= 5)
        let tail = try await desk.stage.run("eligibility", ["events", "tail", "--json", "--count", "3"])
        #expect(tail.split(separator: "\n").count == 3)
    }
}
