import EligibilityDomain
import EligibilityEvents
import EligibilityService
import OrdersEvents
import Runtime
import Testing
import TestSupport
import Vocabulary

@Suite("The path out of the register", .enabled(if: LiveServers.arePresent))
struct ExitTests {
    /// A household that was registered for its income alone, under a rule set of its own, and has earned enough since.
    private func registered(at office: Office) async throws -> Token {
        try await office.execute("UPDATE rule_set SET last_day = '2018-12-31'")
        try await office.execute(
            """
            INSERT INTO rule_set SELECT 'income-alone', '2019-01-01', NULL, 'a test', fewest_votes,
                majority_numerator, majority_denominator, publicity_days, 0, stable_windows, line_multiple_numerator,
                line_multiple_denominator, income_fall_numerator, income_fall_denominator, checks_without_risk
            FROM rule_set
            """)
        let tokens = try await office.enrol(SampleSheet([.init(yuan: 10, water: "tap")]))
        try await office.register(tokens)
        try await office.schema.deliver([
            Teller().envelope(SettlementPosted.sample(on: Day(of: noon("2019-04-10")), owed: [(tokens[0], 900_000)]))
        ])
        return tokens[0]
    }

    private func take(
        _ steps: [(actor: String, step: ExitStep)], of token: Token, on day: String, at office: Office
    ) async throws {
        for (actor, step) in steps {
            _ = try await office.act(as: actor, on: day, because: "visited") {
                try await $0.exit(.tokens([token]), step, $1, in: $2)
            }
        }
    }

    @Test("A household whose income stays above the line leaves step by step, entitled to the last, each step told")
    func wholeWay() async throws {
        try await Office.with { office in
            let token = try await registered(at: office)
            _ = try await office.act(as: "li", on: "2019-08-05") {
                try await $0.assess(.tokens([token]), for: .exit, $1, in: $2)
            }
            try await take(
                [
                    ("clerk", .appraise(.carried())), ("wang", .verify), ("head.of.household", .acknowledge),
                    ("clerk", .publish),
                ], of: token, on: "2019-08-06", at: office)
            #expect(try await office.await(.exited, of: token, on: "2019-08-14"))
            let told = try await office.schema.told(HouseholdStatusChanged.self)
            #expect(told.map(\.to) == [.exitAppraised, .verified, .acknowledged, .exitPublicity, .exited])
            #expect(told.map(\.from) == [.registered, .exitAppraised, .verified, .acknowledged, .exitPublicity])
            #expect(told.map(\.beneficiary) == [true, true, true, true, false])
            #expect(try await office.schema.breaches() == [])
        }
    }

    @Test("Who contests, is not confirmed, or is found to be objected to rightly, stays registered")
    func backToRegistered() async throws {
        try await Office.with { office in
            let token = try await registered(at: office)
            _ = try await office.act(as: "li", on: "2019-08-05") {
                try await $0.assess(.tokens([token]), for: .exit, $1, in: $2)
            }
            try await take(
                [("clerk", .appraise(.carried())), ("wang", .deny)], of: token, on: "2019-08-06", at: office)
            #expect(try await office.state(of: token) == .registered)
            try await take(
                [("clerk", .appraise(.carried())), ("wang", .verify), ("head", .contest)], of: token,
                on: "2019-08-07", at: office)
            #expect(try await office.state(of: token) == .registered)
            #expect(try await office.schema.breaches() == [])
        }
    }

    @Test("A household that earned enough once, and not for three windows, may not leave")
    func notStable() async throws {
        try await Office.with { office in
            let token = try await registered(at: office)
            _ = try await office.act(as: "li", on: "2019-06-05") {
                try await $0.assess(.tokens([token]), for: .exit, $1, in: $2)
            }
            let refused = try await refusal {
                try await take([("clerk", .appraise(.carried()))], of: token, on: "2019-06-06", at: office)
            }
            #expect(refused?.code == "assessment-says-no")
        }
    }
}
