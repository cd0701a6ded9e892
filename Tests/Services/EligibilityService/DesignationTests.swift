import EligibilityDomain
import EligibilityEvents
import EligibilityService
import Testing
import TestSupport
import Vocabulary

@Suite("Designations", .enabled(if: LiveServers.arePresent))
struct DesignationTests {
    private func designation(from: String, to: String? = nil) throws -> CountyDesignation {
        CountyDesignation(
            code: try #require(DivisionCode("522728")), level: .national, firstDay: try #require(Day(from)),
            lastDay: to.flatMap { Day($0) }, source: "State Council, 2012")
    }

    @Test("A designation is kept, told and listed, and one that overlaps it is refused")
    func designate() async throws {
        try await Office.with { office in
            let kept = try designation(from: "2012-03-19", to: "2020-11-23")
            _ = try await office.act(as: "zhao", on: "2019-03-01") { try await $0.designate(kept, $1, in: $2) }
            await #expect(throws: DesignationRefusal.overlaps(kept)) {
                try await office.act(as: "zhao", on: "2019-03-01") {
                    try await $0.designate(try designation(from: "2019-01-01"), $1, in: $2)
                }
            }
            let told = try await office.schema.told(CountyDesignated.self)
            #expect(told.map(\.level) == [.national])
            #expect(told.map(\.code.description) == ["522728"])
            let list = try await office.read {
                try await $0.designations(in: $1)
            }
            #expect(list.designations == [kept])
        }
    }
}
