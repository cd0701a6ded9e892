import CatalogueEvents
import EligibilityDomain
import EligibilityService
import Postgres
import Testing
import TestSupport
import Vocabulary

@Suite("The schema keeps the invariants against our own bugs", .enabled(if: LiveServers.arePresent))
struct SchemaTests {
    /// Each statement breaks one rule; the SQL state is that of the constraint that refuses it.
    static let badWrites: [(rule: String, sql: String)] = [
        ("a state is one of the table's", "UPDATE household SET state = 'rich'"),
        ("help only for who was registered", "UPDATE household SET registered_on = NULL"),
        ("a token is 26 characters", "UPDATE household SET token = 'x'"),
        ("two other causes at most", "UPDATE household SET other_causes = '{skill,land,water}'"),
        ("a cause is named once", "UPDATE household SET main_cause = other_causes[1]"),
        ("a risk has its assessment", "UPDATE household SET risk_kind = 'marginal', risk_raised_at = now()"),
        ("one head", "UPDATE member SET relation = 'head'"),
        ("who members are is kept", "UPDATE personal_fields SET identity_number = identity_number"),
        ("a member's fields belong to a member", "UPDATE personal_fields SET member = gen_random_uuid()"),
        (
            "an identity number is encrypted",
            """
            INSERT INTO personal_fields (member, name, identity_number, identity_fingerprint)
            SELECT gen_random_uuid(), name, '522728197001019003', identity_fingerprint FROM personal_fields LIMIT 1
            """
        ),
        (
            "a name is encrypted",
            """
            INSERT INTO personal_fields (member, name, identity_number, identity_fingerprint)
            SELECT gen_random_uuid(), convert_to('罗秀英', 'UTF8'), identity_number, identity_fingerprint
            FROM personal_fields LIMIT 1
            """
        ),
        (
            "all of a row is under one key",
            """
            INSERT INTO personal_fields (member, name, identity_number, identity_fingerprint)
            SELECT member.id, overlay(name PLACING '\\x00000000' FROM 2), identity_number, identity_fingerprint
            FROM personal_fields, member LIMIT 1
            """
        ),
        ("a key that keeps something is known", "DELETE FROM personal_key"),
        (
            "one look-up key for good",
            "INSERT INTO personal_look_up (check_value) VALUES (decode(repeat('00', 32), 'hex'))"
        ),
        ("evidence is kept", "UPDATE evidence SET content = ''"),
        ("evidence is not deleted", "DELETE FROM evidence"),
        ("evidence is not emptied", "TRUNCATE evidence CASCADE"),
        (
            "no two records follow one",
            """
            INSERT INTO evidence SELECT position + 100, gen_random_uuid(), household, '', previous_hash,
                repeat('0', 64) FROM evidence WHERE position = 2
            """
        ),
        (
            "a record follows one",
            """
            INSERT INTO evidence SELECT position + 100, gen_random_uuid(), household, '', NULL, repeat('0', 64)
            FROM evidence WHERE position = 2
            """
        ),
        ("history is kept", "DELETE FROM household_history"),
        ("what was made known is kept", "UPDATE status_entry SET state = 'exited'"),
        ("an assessment is kept", "UPDATE assessment SET is_met = false"),
        (
            "an assessment's digest is its input's",
            """
            INSERT INTO assessment SELECT gen_random_uuid(), household, purpose, day, last_month, members,
                line_jurisdiction, line_year, line_basis, line_fen, line_source, line_weakly_sourced, rule_set,
                rule_set_digest, input_digest, '\\x00', is_met FROM assessment LIMIT 1
            """
        ),
        ("a vote is kept", "UPDATE appraisal SET votes_for = 99"),
        ("an approval is kept", "DELETE FROM approval"),
        (
            "who recorded an appraisal does not approve",
            "INSERT INTO approval SELECT household, case_number, 'county', 99, recorded_by, now() FROM appraisal"
        ),
        (
            "who appraised does not approve",
            "INSERT INTO approval SELECT household, case_number, 'county', 99, appraisers[1], now() FROM appraisal"
        ),
        (
            "nobody approves a case twice",
            "INSERT INTO approval SELECT household, case_number, 'county', 99, actor, at FROM approval LIMIT 1"
        ),
        ("a notice is masked", "UPDATE publicity SET masked_name = '罗秀英'"),
        ("a notice hangs for a day at least", "UPDATE publicity SET last_day = posted_on"),
        ("a decision is whole", "UPDATE objection SET outcome = 'upheld'"),
        (
            "nobody decides his own objection",
            "UPDATE objection SET outcome = 'dismissed', decided_by = raised_by, decided_at = raised_at, reason = ''"
        ),
        ("income is kept", "UPDATE income_entry SET amount_fen = 1"),
        (
            "income is bounded",
            """
            INSERT INTO income_entry SELECT id, 'survey', gen_random_uuid(), 'wages', '2019-01-01', 1000000000001
            FROM household LIMIT 1
            """
        ),
        ("an answer is kept", "DELETE FROM benefit_determination"),
        (
            "benefit follows from the status",
            "INSERT INTO benefit_determination SELECT order_id, 'X', 'exited', true, '522728', record "
                + "FROM benefit_inquiry"
        ),
        (
            "one rule set a day",
            "INSERT INTO rule_set SELECT 'other', '2019-01-01', NULL, 'x', "
                + "1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1"
        ),
        (
            "one designation of a place a day",
            """
            INSERT INTO county_designation VALUES ('522728', 'national', '2012-01-01', NULL, 'x'),
                ('522728', 'none', '2015-01-01', '2015-12-31', 'x')
            """
        ),
        (
            "a village is not a county",
            "INSERT INTO county_designation VALUES ('522728', 'poor-village', "
                + "'2012-01-01', NULL, 'x')"
        ),
    ]

    @Test("Every planted bad write is refused by a constraint")
    func badWrites() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(), .init()]))
            try await office.register([tokens[0]])
            try await office.appraise([tokens[1]], on: "2019-03-27")
            try await office.publish([tokens[1]], on: "2019-03-27")
            _ = try await office.act(as: "neighbour", on: "2019-03-28") {
                try await $0.object(to: tokens[1], grounds: "owns a lorry", $1, in: $2)
            }
            try await office.schema.deliver([
                Teller().envelope(StockReserved.sample(from: [tokens[0]], at: noon("2019-04-01")))
            ])
            for (rule, sql) in Self.badWrites {
                let error = await #expect(throws: PostgresError.self, "\(rule)") { try await office.execute(sql) }
                #expect(error?.sqlState?.hasPrefix("23") == true, "\(rule): \(error?.message ?? "")")
            }
            #expect(try await office.schema.breaches() == [])
        }
    }

    @Test("Rule sets and poverty lines are there with their sources, as the domain has them")
    func seeds() async throws {
        try await Office.with { office in
            let lines: [String] = try await office.rows(
                "SELECT year || ' ' || fen || ' ' || is_weakly_sourced FROM poverty_line WHERE year >= 2018 ORDER BY 1")
            #expect(lines == ["2018 299500 true", "2019 321800 true", "2020 400000 false"])
            #expect(try await office.rows("SELECT version FROM rule_set") == ["initial-1"])
        }
    }
}
