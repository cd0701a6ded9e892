import EligibilityDomain
import EligibilityService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("An officer's county", .enabled(if: LiveServers.arePresent))
struct ScopeTests {
    @Test("is all that its officer reads and works through; of another county's households nothing is told")
    func county() async throws {
        try await Office.with { office in
            let token = try #require(try await office.enrol(SampleSheet([.init()])).first)
            let home: [DivisionCode] = try await office.rows("SELECT county FROM household")
            let county = try #require(home.first)
            let theirs = try #require(DivisionCode(county == DivisionCode("341321") ? "522728" : "341321"))
            let own = Caller("zhao.county", as: .countyOfficer, within: Scope(county: county))
            let stranger = Caller("li.county", as: .countyOfficer, within: Scope(county: theirs))

            await #expect(throws: Problem.notFound("household \(token)")) {
                try await office.act(by: stranger) { Told(try await $0.household(token, $1, in: $2)) }
            }
            await #expect(throws: Problem.notFound("household \(token)")) {
                try await office.act(by: stranger) { try await $0.assess(.tokens([token]), for: .entry, $1, in: $2) }
            }
            let all = HouseholdSelection.standing(in: .applied, county: nil)
            #expect(
                try await office.act(by: stranger) { try await $0.assess(all, for: .entry, $1, in: $2) }.assessed == 0)
            await #expect(throws: Problem.self) {
                try await office.act(by: stranger) {
                    try await $0.assess(.standing(in: .applied, county: county), for: .entry, $1, in: $2)
                }
            }
            let sheet = EnrolmentSheet(csv: SampleSheet([.init()]).csv)
            let refusal = await #expect(throws: Problem.self) {
                try await office.act(by: stranger) {
                    try await $0.importHouseholds(sheet, skippingBad: true, $1, in: $2)
                }
            }
            #expect(refusal?.status == 403)
            #expect(refusal?.code == "out-of-scope")

            #expect(try await office.act(by: own) { Told(try await $0.household(token, $1, in: $2)) }.token == token)
            #expect(try await office.act(by: own) { try await $0.assess(all, for: .entry, $1, in: $2) }.assessed == 1)
        }
    }

    @Test("and role are in the audit trail, with who read a case")
    func recorded() async throws {
        try await Office.with { office in
            let token = try #require(try await office.enrol(SampleSheet([.init()])).first)
            let reviewer = Caller("sun.review", as: .reviewer)
            _ = try await office.act(by: reviewer) { Told(try await $0.household(token, $1, in: $2)) }
            let entries: [String] = try await office.rows(
                "SELECT actor || ' ' || role || ' ' || command FROM audit_trail ORDER BY number DESC LIMIT 1")
            #expect(entries == ["sun.review reviewer read-household"])
        }
    }
}

extension Office {
    /// Runs a command as somebody of a role and a scope.
    fileprivate func act<Value>(
        by caller: Caller,
        _ command: (EligibilityService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        let context = CommandContext(by: caller, now: noon("2019-03-05"))
        return try await act(in: context, command)
    }
}
