import Delivery
import EligibilityDomain
import EligibilityService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

/// A schema of a test's own, and the officers who work on it.
struct Office: Sendable {
    let schema: LiveSchema<EligibilityService>

    static func with<Value>(_ body: (Office) async throws -> Value) async throws -> Value {
        try await LiveSchema<EligibilityService>.with { schema in
            try await body(Office(schema: schema))
        }
    }

    var service: EligibilityService { schema.service }

    /// Runs a command as someone, at noon of a day.
    func act<Value>(
        as actor: String, on day: String, because reason: String = "",
        _ command: (EligibilityService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        let context = CommandContext(actor: actor, reason: reason, now: noon(day))
        return try await act(in: context, command)
    }

    /// Runs a command.
    func act<Value>(
        in context: CommandContext,
        _ command: (EligibilityService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        try await schema.workbench.perform { transaction in
            try await command(service, context, transaction)
        }
    }

    /// Enrols households and returns their tokens, in the order of their villages' lists.
    @discardableResult
    func enrol(_ sheet: SampleSheet, on day: String = "2019-03-04") async throws -> [Token] {
        let before = Set(try await tokens())
        _ = try await act(as: "li.enrolment", on: day) { service, context, transaction in
            try await service.importHouseholds(
                EnrolmentSheet(csv: sheet.csv), skippingBad: false, context, in: transaction)
        }
        return try await tokens().filter { !before.contains($0) }
    }

    /// All tokens, in the order in which households were put on file.
    func tokens() async throws -> [Token] {
        try await rows(
            "SELECT token FROM household JOIN evidence ON evidence.household = household.id GROUP BY token "
                + "ORDER BY min(position)")
    }

    /// A column of a statement's rows.
    func rows<Value: PostgresDecodable & Sendable>(_ sql: String) async throws -> [Value] {
        try await schema.administration.withTransaction(readOnly: true) { transaction in
            try await transaction.query(PostgresQuery(unsafeSQL: sql)).decode(Value.self)
        }
    }

    /// Reads as a query does.
    func read<Value: Sendable>(
        _ query: (EligibilityService, PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await schema.workbench.pool.withTransaction(readOnly: true) { transaction in
            try await query(service, transaction)
        }
    }

    /// Runs a statement, as our own bugs might.
    /// - Parameter pastTriggers: as if the triggers that keep what is kept were not there.
    func execute(_ sql: String, pastTriggers: Bool = false) async throws {
        _ = try await schema.administration.withTransaction { transaction in
            if pastTriggers { try transaction.send("SET LOCAL session_replication_role = replica") }
            try await transaction.execute(PostgresQuery(unsafeSQL: sql))
        }
    }

    func state(of token: Token) async throws -> HouseholdState? {
        let states: [HouseholdState] = try await rows("SELECT state FROM household WHERE token = '\(token)'")
        return states.first
    }

    /// Works the deadlines that have passed at noon of a day, until a condition holds.
    func workDeadlines(on day: String, until condition: () async throws -> Bool) async throws -> Bool {
        try await schema.workDeadlines(at: noon(day), until: condition)
    }
}

/// The refusal that a command ends in; nil if it goes through.
func refusal(_ command: () async throws -> Void) async throws -> (any Refused)? {
    do {
        try await command()
        return nil
    } catch let refusal as any Refused {
        return refusal
    }
}

/// Noon of a day in Asia/Shanghai.
func noon(_ day: String) -> Instant {
    guard let day = Day(day) else { preconditionFailure("\(day) is no day") }
    return day.start + .hours(12)
}

extension VillageVote {
    /// A vote that carries.
    static func carried() throws -> VillageVote {
        VillageVote(
            votesFor: 20, votesAgainst: 2, minutes: try #require(ContentDigest(String(repeating: "a", count: 64))),
            appraisers: [Actor("zhang.committee")])
    }
}
