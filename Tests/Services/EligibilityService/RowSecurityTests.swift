import CatalogueEvents
import Delivery
import EligibilityDomain
import EligibilityService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Row security by county", .enabled(if: LiveServers.arePresent))
struct RowSecurityTests {
    private static let here = "522728"
    private static let there = "341321"

    /// A registered household in each of two counties.
    private func withTwoCounties(_ body: (Office, _ here: Token, _ there: Token) async throws -> Void) async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(), .init(village: "\(Self.there)100200")]))
            try await office.register(tokens)
            try await body(office, tokens[0], tokens[1])
        }
    }

    @Test("is on every table of eligibility's own but those about no household, for the owner of the table too")
    func everywhere() async throws {
        try await Office.with { office in
            let secured: [String] = try await office.rows(
                "SELECT relname::text FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
            // Counties and the rules by which they judge, where the chain of evidence ends, and which orders have asked.
            let common = ["benefit_inquiry", "county_designation", "evidence_head", "poverty_line", "rule_set"]
            let open = Set(EligibilityService.rights.tables.keys).subtracting(secured)
            #expect(open.sorted() == common)
        }
    }

    @Test("holds for the role that owns the tables")
    func owner() async throws {
        try await withTwoCounties { office, _, _ in
            let seen = try await office.schema.administration.withTransaction { transaction in
                try transaction.send("SET LOCAL ROLE test_eligibility_owner")
                return try await transaction.query("SELECT count(*) FROM household").decode(Int64.self)
            }
            #expect(seen == [0])
        }
    }

    @Test("shows nothing to a session that does not say whose rows it is about, whatever it asks")
    func denied() async throws {
        try await withTwoCounties { office, _, _ in
            let secured: [String] = try await office.rows("SELECT tablename::text FROM pg_policies ORDER BY 1")
            #expect(secured.count >= 18)
            for table in secured {
                let seen = try await office.asService("SELECT count(*) FROM \(table)", county: nil)
                #expect(seen == [0], "\(table)")
            }
            for table in ["household", "member", "personal_fields", "evidence", "income_entry", "assessment"] {
                let present: [Int64] = try await office.rows("SELECT count(*) FROM \(table)")
                #expect(present[0] > 0, "there would be something to see in \(table)")
            }
        }
    }

    @Test(
        "shows a county its own, and neither shows, changes, deletes nor adds another's by a statement written by hand")
    func ownCounty() async throws {
        try await withTwoCounties { office, here, there in
            func counted(_ sql: String) async throws -> [Int64] { try await office.asService(sql, county: Self.here) }
            #expect(try await counted("SELECT count(*) FROM household") == [1])
            #expect(try await counted("SELECT count(*) FROM household WHERE token = '\(here)'") == [1])
            #expect(try await counted("SELECT count(*) FROM household WHERE token = '\(there)'") == [0])
            #expect(try await counted("SELECT count(*) FROM status_entry WHERE token = '\(there)'") == [0])
            #expect(
                try await counted(
                    "WITH changed AS (UPDATE household SET changed_at = now() RETURNING token) SELECT count(*) FROM changed"
                ) == [1])
            #expect(
                try await counted(
                    "WITH gone AS (DELETE FROM income_unreviewed RETURNING 1) SELECT count(*) FROM gone") == [0])
            let members: [Int64] = try await office.rows("SELECT count(*) FROM personal_fields")
            let own = try await counted("SELECT count(*) FROM personal_fields")
            #expect(own[0] > 0 && own[0] < members[0])

            let other: [String] = try await office.rows(
                "SELECT id::text FROM household WHERE token = '\(there)'")
            let error = await #expect(throws: PostgresError.self) {
                try await counted(
                    "WITH added AS (INSERT INTO income_unreviewed VALUES ('\(other[0])', '2019-07-01') RETURNING 1) "
                        + "SELECT count(*) FROM added")
            }
            #expect(error?.sqlState == "42501")
            let moved = await #expect(throws: PostgresError.self) {
                try await counted(
                    "WITH moved AS (UPDATE household SET village = '\(Self.there)100200' RETURNING 1) "
                        + "SELECT count(*) FROM moved")
            }
            #expect(moved?.sqlState == "42501")
        }
    }

    @Test("hides no county from those who work for all: handlers of events, and the audit")
    func everyCounty() async throws {
        try await withTwoCounties { office, here, there in
            let asked = try Teller().envelope(StockReserved.sample(from: [here, there], at: noon("2019-04-01")))
            try await office.schema.workbench.pool.withTransaction { transaction in
                _ = try await office.service.eventHandlers.receive(
                    [asked], log: office.schema.workbench.log, in: transaction)
            }
            let benefits: [Bool] = try await office.rows("SELECT benefit FROM benefit_determination")
            #expect(benefits == [true, true])
            let examined = try await office.read { try await $0.audit(in: $1) }
                .first { $0.name == "states follow from the history" }?.examined
            #expect(examined == 2)
        }
    }

    @Test("lets a service neither define nor empty tables")
    func rights() async throws {
        try await Office.with { office in
            for sql in [
                "CREATE TABLE mine ()", "ALTER TABLE household DISABLE ROW LEVEL SECURITY", "DROP TABLE member CASCADE",
                "TRUNCATE income_unreviewed", "ALTER TABLE audit_trail DISABLE TRIGGER USER",
                "SET LOCAL session_replication_role = replica",
            ] {
                let error = await #expect(throws: PostgresError.self, "\(sql)") {
                    try await office.asService(sql, county: RowReach.everywhere)
                }
                #expect(error?.sqlState == "42501", "\(sql)")
            }
        }
    }
}

extension Office {
    /// Runs a statement that somebody wrote by hand in a service's session.
    /// - Parameter county: what the session says it is about; nil if it says nothing.
    @discardableResult
    fileprivate func asService(_ sql: String, county: String?) async throws -> [Int64] {
        try await schema.workbench.pool.withTransaction { transaction in
            if let county { try transaction.send("SELECT set_config(\(RowReach.setting), \(county), true)") }
            return try await transaction.query(PostgresQuery(unsafeSQL: sql)).decode(Int64.self)
        }
    }
}
