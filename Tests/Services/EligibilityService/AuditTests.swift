import CatalogueEvents
import EligibilityService
import Testing
import TestSupport
import Vocabulary

@Suite("The audit", .enabled(if: LiveServers.arePresent))
struct AuditTests {
    /// Each plants one breach that no constraint sees, past the triggers that keep what is kept.
    static let plants: [(sql: String, check: String)] = [
        ("UPDATE evidence SET content = content || ' ' WHERE position = 3", "the chain of evidence holds"),
        ("UPDATE household SET state = 'closed'", "states follow from the history"),
        (
            "UPDATE household SET known_evidence = id WHERE known_state IS NOT NULL",
            "what was made known last is what is on file"
        ),
        (
            "UPDATE approval SET actor = 'zhang.committee'",
            "every registered case hung twice and was approved twice, by different people"
        ),
        (
            "UPDATE appraisal SET recorded_by = (SELECT actor FROM approval WHERE level = 'county' LIMIT 1)",
            "every registered case hung twice and was approved twice, by different people"
        ),
        (
            "UPDATE personal_fields SET identity_fingerprint = (SELECT identity_fingerprint FROM personal_fields LIMIT 1)",
            "nobody is in two living files"
        ),
        (
            "UPDATE benefit_determination SET evidence = order_id",
            "answers to orders rest on what was known at the time"
        ),
    ]

    @Test("A planted breach is named by its check", arguments: plants.indices)
    func plantedBreach(_ index: Int) async throws {
        let plant = Self.plants[index]
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(), .init()]))
            try await office.register([tokens[0]])
            try await office.schema.deliver([
                Teller().envelope(StockReserved.sample(from: [tokens[0]], at: noon("2019-04-01")))
            ])
            #expect(try await office.schema.breaches() == [])
            try await office.execute(plant.sql, pastTriggers: true)
            let breaches = try await office.schema.breaches()
            #expect(!breaches.isEmpty)
            #expect(breaches.allSatisfy { $0.hasPrefix(plant.check) }, "\(breaches)")
        }
    }
}
