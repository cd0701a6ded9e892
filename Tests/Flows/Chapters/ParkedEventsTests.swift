import Foundation
import LocalScripts
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("Parked events, at the command line", .enabled(if: LiveServers.arePresent), .serialized)
struct ParkedEventsTests {
    private let services = ["catalogue", "orders", "eligibility", "logistics", "livestream"]

    @Test(
        "what a broken handler left is rehearsed, replayed, killed in the middle, run on, and discarded by two",
        .timeLimit(.minutes(5)))
    func operated() async throws {
        try await playing("parked", migrated: services, running: ["catalogue", "eligibility"]) { stage in
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

            try await kill(atThird: plan, at: desk)
            let done = try await desk.ask(
                Plan.self, "replay", "--plan", "\(plan)", "--rate", "1000", "--actor", "li.operations")
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

    @discardableResult
    private func expectRehearsal(at desk: Desk, fails: Bool) async throws -> Int {
        let rehearsal = try await desk.ask(
            Rehearsal.self, "replay", "--cause", "failed", "--dry-run", "--actor", "li.operations")
        #expect((rehearsal.failures > 0) == fails)
        #expect((rehearsal.successes > 0) == !fails)
        return rehearsal.plan
    }

    /// Runs a plan slowly, and kills the process once three of its events are settled.
    private func kill(atThird plan: Int, at desk: Desk) async throws {
        let process = try desk.start(
            "replay", "--plan", "\(plan)", "--rate", "5", "--actor", "li.operations")
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
        _ = try await desk.stage.run(
            "eligibility",
            [
                "designation", "set", "522725", "none", "--from", "2012-03-19", "--source", "a test", "--actor",
                "county.office",
            ])
        try await desk.stage.wait("the designation to be parked") {
            try await desk.status().parked.first?.events == 1
        }
        let list = try await desk.run("list")
        #expect(list.contains("failed"))
        let number = try #require(try await desk.ask(Page.self, "list").events.first?.number)
        #expect(try await desk.run("show", "\(number)").contains("broken"))
        let proposed = try await desk.ask(
            Plan.self, "discard", "\(number)", "--actor", "li.operations", "--reason", "told by a test")
        #expect(proposed.state == "proposed")
        let refusal = await #expect(throws: ScriptFailure.self) {
            try await desk.run("approve", "\(proposed.number)", "--actor", "li.operations")
        }
        #expect(refusal?.description.contains("somebody else must approve it") == true)
        let done = try await desk.ask(Plan.self, "approve", "\(proposed.number)", "--actor", "wang.operations")
        #expect(done.state == "done")
        #expect(try await desk.status().parked.isEmpty)
        #expect(try await desk.count("audit_trail") >= 5)
        let tail = try await desk.stage.run("eligibility", ["events", "tail", "--json", "--count", "3"])
        #expect(tail.split(separator: "\n").count == 3)
    }
}

private struct Plan: Decodable {
    let number: Int
    let state: String
    let events: Int
    let settled: Int
}

private struct PlanSheet: Decodable { let plan: Plan }

private struct Rehearsal: Decodable {
    let plan: Int
    let successes: Int
    let failures: Int
}

private struct Page: Decodable {
    struct Event: Decodable { let number: Int }
    let events: [Event]
}

private struct Status: Decodable {
    struct Parked: Decodable {
        let cause: String
        let events: Int
    }
    let parked: [Parked]
}

/// An operator of the catalogue, who has a command line, and the database's administrator at hand.
private struct Desk {
    let stage: Stage
    private let database: PostgresConfiguration

    init(stage: Stage) async throws {
        self.stage = stage
        let output = try await stage.script("env", [stage.instance, "admin"])
        let settings: [String: String] = output.split(separator: "\n").reduce(into: [:]) { settings, line in
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { settings[parts[0]] = parts[1] }
        }
        database = PostgresConfiguration(
            host: "127.0.0.1", port: settings["THROUGHTRAIN_POSTGRES_PORT"].flatMap(Int.init) ?? 0,
            database: "throughtrain", user: settings["THROUGHTRAIN_POSTGRES_USER"] ?? "",
            password: settings["THROUGHTRAIN_POSTGRES_PASSWORD"], schema: "catalogue", applicationName: "tests")
    }

    /// Runs `catalogue events parked …`, and returns what it printed.
    @discardableResult
    func run(_ arguments: String...) async throws -> String {
        try await stage.run("catalogue", ["events", "parked"] + arguments)
    }

    /// What `catalogue events parked … --json` answers, whether it exits with 0 or not.
    func ask<Answer: Decodable>(_: Answer.Type, _ arguments: String...) async throws -> Answer {
        let printed: String
        do {
            printed = try await stage.run("catalogue", ["events", "parked"] + arguments + ["--json"])
        } catch let failure as ScriptFailure {
            printed = failure.description
        }
        let start = try #require(printed.firstIndex(of: "{"), "\(printed)")
        let end = try #require(printed.lastIndex(of: "}"))
        return try JSONDecoder().decode(Answer.self, from: Data(printed[start...end].utf8))
    }

    func plan(_ number: Int) async throws -> Plan {
        try await ask(PlanSheet.self, "plans", "\(number)").plan
    }

    func status() async throws -> Status {
        try await stage.ask(Status.self, "catalogue", ["events", "status"])
    }

    /// Starts `catalogue events parked …` as a process that can be killed: the script becomes the command.
    func start(_ arguments: String...) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "\(stage.scripts.folder)/run")
        process.arguments = [stage.instance, "catalogue", "events", "parked"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["THROUGHTRAIN_CLOCK_FILE": stage.clockFile]) { _, ours in ours }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    func sql(_ statement: PostgresQuery) async throws {
        let connection = try await PostgresConnection.connect(database)
        try await connection.execute(statement)
        await connection.close()
    }

    func count(_ table: String) async throws -> Int {
        let connection = try await PostgresConnection.connect(database)
        let count = try await connection.query("SELECT count(*) FROM \(identifier: table)").decode(Int.self).first
        await connection.close()
        return count ?? -1
    }
}
