import Seeds
import Testing

@testable import EligibilityService

@Suite("An enrolment sheet that was spoilt")
struct MutatedSheetTests {
    @Test("is read, or its bad rows are named by lines that it has, without what they hold of a person")
    func sheets() async throws {
        let corpus = [
            SampleSheet([.init(members: 2), .init(members: 1)]).csv,
            SampleSheet().changing(.name, ofRow: 0, to: "\"罗, \"\"秀英\"\"\n\"").csv,
        ].map { Array($0.utf8) }
        var sound = 0
        var bad = 0
        try await forEachMutation(of: corpus) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let sheet = EnrolmentSheet(csv: text)
            if sheet.badRows.isEmpty { sound += 1 } else { bad += 1 }
            let rows = (try? CSVReader.read(text))?.count ?? 0
            try demand(
                !sheet.badRows.isEmpty || !sheet.enrolments.isEmpty || rows < 2,
                "it has \(rows) rows, and neither households nor faults")
            let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
            for row in sheet.badRows {
                try demand((1...Int64(lines)).contains(row.line), "\(row.line) is no line of it")
                try demand(!row.problem.isEmpty, "line \(row.line) is bad without a reason")
                try demand(!row.problem.contains(SampleSheet.identityNumber(of: 11)), "\(row) tells who it is")
            }
        }
        #expect(sound > 0 && bad > 50, "\(sound) were sound, and \(bad) were not")
    }

    @Test("whose row has lost a comma tells nobody's name or number")
    func lostComma() {
        let shifted = SampleSheet().csv.replacing("B,carried", with: "carried", maxReplacements: 1)
        let problems = EnrolmentSheet(csv: shifted).badRows.map(\.description).joined(separator: "\n")
        #expect(problems.contains("line 2"))
        for personal in ["罗秀英", SampleSheet.identityNumber(of: 11), "13985400001"] {
            #expect(!problems.contains(personal), "\(problems)")
        }
    }

    @Test("with U+0000, which the database keeps in no text, has a bad row")
    func nul() {
        let sheet = EnrolmentSheet(csv: SampleSheet().changing(.name, ofRow: 1, to: "罗\u{0}英").csv)
        #expect(sheet.badRows.map(\.description) == ["line 3, name: holds the character U+0000: leave it out"])
        #expect(sheet.enrolments.isEmpty)
    }
}
