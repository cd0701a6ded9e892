import Delivery
import EligibilityDomain
import EligibilityService
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Runtime

@Suite("Assessments are a chain", .enabled(if: LiveServers.arePresent))
struct AssessmentChainTests {
    @Test("of what was found as of what was looked at")
    func tampered() async throws {
        for (sql, number) in [
            ("UPDATE assessment SET is_met = NOT is_met WHERE id = (SELECT max(id::text)::uuid FROM assessment)", 2),
            ("UPDATE finding SET value = value + 1 WHERE assessment = (SELECT min(id::text)::uuid FROM assessment)", 1),
            ("DELETE FROM finding WHERE assessment = (SELECT min(id::text)::uuid FROM assessment)", 1),
        ] {
            try await Office.with { office in
                try await office.enrol(SampleSheet([.init(), .init()]))
                _ = try await office.act(as: "li", on: "2019-03-05") {
                    try await $0.assess(
                        .standing(in: .applied, county: DivisionCode("522728")), for: .entry, $1, in: $2)
                }
                #expect(try await office.chainBreaches() == [])
                try await office.execute(sql, pastTriggers: true)
                let breaches = try await office.chainBreaches()
                #expect(breaches.count == 1, "\(sql)")
                #expect(breaches.first?.contains("at position \(number), was altered after it was sealed") == true)
            }
        }
    }
}

extension Office {
    /// What an audit of all that is chained says.
    fileprivate func chainBreaches() async throws -> [String] {
        try await ServiceAudit(hosted: service, pool: schema.workbench.pool).run(.all).checks
            .filter { $0.name.hasPrefix("the chain of a") }.flatMap(\.breaches)
    }
}
