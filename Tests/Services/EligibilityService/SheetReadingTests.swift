import Testing

@testable import EligibilityService

@Suite("Reading an enrolment sheet")
struct SheetReadingTests {
    @Test("Quoted fields hold commas, quotes and line breaks, and rows keep the lines they begin on")
    func quotedFields() throws {
        let rows = try CSVReader.read("\u{feff}a,\"b,c\"\r\n\"say \"\"yes\"\"\",\"two\nlines\"\n\nlast,\n")
        #expect(
            rows == [
                CSVReader.Row(line: 1, fields: ["a", "b,c"]),
                CSVReader.Row(line: 2, fields: ["say \"yes\"", "two\nlines"]),
                CSVReader.Row(line: 5, fields: ["last", ""]),
            ])
    }

    @Test("A quote that is never closed is named by the line that opens it")
    func unclosedQuote() {
        #expect(throws: CSVReader.UnclosedQuote(line: 2)) { try CSVReader.read("a\n\"b\nc") }
    }

    @Test("A header that lacks a column, or has one too many, is refused", arguments: ["water,", ""])
    func header(_ part: String) {
        let csv = SampleSheet().csv
        let spoilt = part.isEmpty ? "extra," + csv : csv.replacing("water,", with: "", maxReplacements: 1)
        #expect(EnrolmentSheet(csv: spoilt).badRows.map(\.line) == [1])
    }

    @Test("A row with a field too many is a bad row")
    func fieldTooMany() {
        #expect(EnrolmentSheet(csv: SampleSheet().csv + "1,2\n").badRows.first?.line == 4)
    }

    @Test(
        "Amounts have at most two decimals",
        arguments: [
            ("12", 1200), ("12.5", 1250), ("0.07", 7), ("", 0), ("1.", nil), ("1.234", nil), ("-1", nil), ("+1", nil),
            ("10000000", 1_000_000_000), ("10000001", nil),
        ])
    func amounts(_ text: String, _ fen: Int64?) {
        var reader = RowReader(CSVReader.Row(line: 1, fields: [text]), columns: [.wages])
        #expect(reader.hundredths(.wages) == fen)
        #expect(reader.faults.isEmpty == (fen != nil))
    }

    @Test("The check character of an identity number is that of GB 11643")
    func identityNumbers() {
        // The standard's own examples.
        #expect(IdentityNumber.isValid("11010519491231002X"))
        #expect(IdentityNumber.isValid("440524188001010014"))
        #expect(!IdentityNumber.isValid("440524188001010015"))
        #expect(!IdentityNumber.isValid("44052418800101001"))
    }

    @Test("Rows of one household that disagree on its form are bad rows")
    func disagreement() {
        let sheet = EnrolmentSheet(csv: SampleSheet().changing(.road, ofRow: 1, to: "paved").csv)
        #expect(sheet.badRows.map(\.column) == ["road"])
    }
}
