import EligibilityDomain
import Testing
import Vocabulary

@Suite("The poverty line")
struct PovertyLineTests {
    @Test(
        "is the national one of its year",
        arguments: zip(
            2010...2020, [2300, 2536, 2625, 2736, 2800, 2855, 2952, 2952, 2995, 3218, 4000] as [Fen]))
    func national(year: Int, yuan: Fen) {
        let line = PovertyLineTable.national.line(in: Fixture.village.county, year: year)
        #expect(line?.fenPerPerson == yuan * 100)
        #expect(line?.isWeaklySourced == (2017...2019).contains(year))
    }

    @Test("of a year that is not in the table is none, never another year's", arguments: [2009, 2021])
    func otherYears(year: Int) {
        #expect(PovertyLineTable.national.line(in: Fixture.village.county, year: year) == nil)
    }

    @Test("of a county goes before its prefecture's, its province's and the nation's")
    func nearest() {
        func line(_ code: String, _ fen: Fen) -> PovertyLine {
            PovertyLine(
                jurisdiction: .division(DivisionCode.parsed(code)), year: 2019, basis: .local, fenPerPerson: fen,
                source: "decree", isWeaklySourced: false)
        }
        let table = PovertyLineTable(
            PovertyLineTable.national.lines + [
                line("520000", 1), line("522700", 2), line("522728", 3), line("510000", 4),
            ])
        for (county, fen) in [("522728", 3), ("522729", 2), ("520526", 1), ("510131", 4), ("341321", 321_800)]
            as [(String, Fen)]
        {
            #expect(table.line(in: DivisionCode.parsed(county), year: 2019)?.fenPerPerson == fen)
        }
    }
}
