import Foundation
import LocalScripts
import Postgres
import Testing

@testable import Story

/// An operator of the catalogue, who has a command line, and the database's administrator at hand.
struct Desk {
    let stage: Stage
    private let database: PostgresConfiguration

    init(stage: Stage) async throws {
        self.stage = stage
        database = try await Administrator(of: stage).database(of: "catalogue")
    }

    /// Runs `catalogue events parked …`, and returns what it printed.
    @discardableResult
    func run(_ arguments: String...) async throws -> String {
        try await run(arguments)
    }

    /// The same with arguments at hand.
    @discardableResult
    func run(_ arguments: [String]) async throws -> String {
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
        return try Stage.answer(Answer.self, in: printed)
    }

    func plan(_ number: Int) async throws -> Plan {
        try await ask(PlanSheet.self, "plans", "\(number)").plan
    }

    func status() async throws -> Status {
        try await stage.ask(Status.self, "catalogue", ["events", "status"])
    }

    /// Starts `catalogue events parked …` as a process that can be killed: the script becomes the command.
    func start(_ arguments: String...) throws -> Process {
        try stage.start("catalogue", ["events", "parked"] + arguments)
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

    /// The only column of a query.
    func texts(_ query: PostgresQuery) async throws -> [String] {
        let connection = try await PostgresConnection.connect(database)
        let texts = try await connection.query(query).decode(String.self)
        await connection.close()
        return texts
    }
}

// MARK: - What the command line answers

extension Desk {
    struct Plan: Decodable {
        let number: Int
        let state: String
        let events: Int
        let settled: Int
    }

    struct PlanSheet: Decodable { let plan: Plan }

    struct Rehearsal: Decodable {
        let plan: Int
        let successes: Int
        let failures: Int
    }

    struct Page: Decodable {
        struct Event: Decodable { let number: Int }
        let events: [Event]
    }

    struct Status: Decodable {
        struct Parked: Decodable {
            let cause: String
            let events: Int
        }
        let parked: [Parked]
    }
}
