import EligibilityDomain
import EligibilityService
import Testing
import TestSupport
import Vocabulary

@Suite("Import of households", .enabled(if: LiveServers.arePresent))
struct ImportTests {
    @Test("A sound sheet puts every household on file as an applicant, with members, consent and income")
    func soundSheet() async throws {
        try await Office.with { office in
            try await office.enrol(SampleSheet([.init(members: 3, yuan: 5000), .init(members: 1, yuan: 900)]))
            #expect(try await office.rows("SELECT state FROM household") == [HouseholdState.applied, .applied])
            #expect(try await office.rows("SELECT count(*) FROM member") == [Int64(4)])
            #expect(try await office.rows("SELECT count(*) FROM consent") == [Int64(2)])
            let earned: [Int64] = try await office.rows("SELECT amount_fen FROM income_entry ORDER BY amount_fen")
            #expect(earned == [90_000, 500_000])
            #expect(try await office.rows("SELECT DISTINCT day FROM income_entry") == [Day("2019-02-28")])
            #expect(try await office.schema.breaches() == [])
        }
    }

    @Test("Every bad row is named by line and column, and nothing is loaded")
    func badRows() async throws {
        try await Office.with { office in
            let sheet = SampleSheet([.init(), .init(), .init()])
                .changing(.water, ofRow: 1, to: "river")
                .changing(.joinedOn, ofRow: 2, to: "2010-02-30")
                .changing(.wages, ofRow: 2, to: "12.345")
                .changing(.identityNumber, ofRow: 4, to: "522728198001010000")
            let refused = await #expect(throws: ImportRefused.self) { try await office.enrol(sheet) }
            let places = try #require(refused).badRows.map { "\($0.line) \($0.column ?? "")" }
            #expect(places == ["3 water", "4 joined_on", "4 wages_yuan", "6 identity_number"])
            #expect(try await office.rows("SELECT count(*) FROM household") == [Int64(0)])
        }
    }

    @Test("A household without a head, a consent, or with a person of the sheet's earlier lines is a bad row")
    func badHouseholds() async throws {
        try await Office.with { office in
            let twice = SampleSheet.identityNumber(of: 11)
            let sheet = SampleSheet([.init(), .init(), .init()])
                .changing(.consentedOn, ofRow: 0, to: "")
                .changing(.relation, ofRow: 2, to: "other")
                .changing(.identityNumber, ofRow: 4, to: twice)
            let refused = await #expect(throws: ImportRefused.self) { try await office.enrol(sheet) }
            let rows = try #require(refused).badRows
            #expect(rows.map(\.line) == [2, 4, 6])
            #expect(rows.last?.problem.contains("line 2") == true)
            #expect(!"\(try #require(refused))".contains(twice))
        }
    }

    @Test("With skip-bad the sound households are loaded, and the bad rows are still named")
    func skipBad() async throws {
        try await Office.with { office in
            let sheet = SampleSheet([.init(), .init()]).changing(.fuel, ofRow: 0, to: "straw")
            let report = try await office.act(as: "li.enrolment", on: "2019-03-04") { service, context, transaction in
                try await service.importHouseholds(
                    EnrolmentSheet(csv: sheet.csv), skippingBad: true, context, in: transaction)
            }
            #expect(report.imported == 1)
            #expect(report.badRows.map(\.line) == [2, 3])
            #expect(try await office.rows("SELECT count(*) FROM household") == [Int64(1)])
        }
    }

    @Test("Nobody is put on file twice while a file of theirs lives")
    func duplicates() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet())
            await #expect(throws: ImportRefused.self) { try await office.enrol(SampleSheet()) }
            _ = try await office.act(as: "clerk.village", on: "2019-03-05", because: "moved in yesterday") {
                service, context, transaction in
                try await service.appraiseAgainst(.tokens(tokens), context, in: transaction)
            }
            #expect(try await office.enrol(SampleSheet(), on: "2019-03-06").count == 1)
        }
    }

    @Test("Names, identity numbers and phones are in clear in no table of the schema, nor in what is logged of them")
    func personalFieldsAreEncrypted() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet())
            try await office.register(tokens)
            let tables: [String] = try await office.rows(
                """
                SELECT table_name::text FROM information_schema.tables
                WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1
                """)
            var found: [String] = []
            for table in tables {
                let rows: [Int64] = try await office.rows(
                    """
                    SELECT count(*) FROM "\(table)" AS row WHERE row::text LIKE '%罗秀英%'
                        OR row::text LIKE '%\(SampleSheet.identityNumber(of: 11))%' OR row::text LIKE '%13985400001%'
                    """)
                if rows != [0] { found.append(table) }
            }
            #expect(tables.contains("personal_fields"))
            #expect(found == [])
            let fields = PersonalFields(name: "罗秀英", identityNumber: "1", phone: nil)
            #expect(!"\(fields) \(String(reflecting: fields))".contains("罗"))
        }
    }
}
