@testable import Runtime
import Testing

@Suite("A table for people")
struct TableTests {
    private func terminal(_ columns: Int, interactive: Bool = false) -> Terminal {
        Terminal(isInteractive: interactive, screen: columns, environment: ["COLUMNS": "\(columns)"])
    }

    private func lines(_ table: Table, _ columns: Int) -> [String] {
        table.laidOut(for: terminal(columns)).split(separator: "\n").map(String.init)
    }

    @Test("is as wide as its cells, with numbers to the right and without columns that have nothing in them")
    func natural() {
        var table = Table("name", "yuan", "note")
        table.add("orange", "7.80", "")
        table.add("peach", "16.40", "")
        #expect(
            lines(table, 100) == [
                "name     yuan",
                "------  -----",
                "orange   7.80",
                "peach   16.40",
            ])
    }

    @Test("has its widest column shortened until it fits, and says so by an ellipsis")
    func shortens() {
        var table = Table("check", "verdict")
        table.add("the ledger of every account adds up", "ok")
        table.add("short", "three are broken")
        let laid = lines(table, 40)
        #expect(laid.allSatisfy { $0.displayWidth <= 40 })
        #expect(laid[2] == "the ledger of every a…  ok")
        #expect(laid[3] == "short                   three are broken")
    }

    @Test("counts two columns for an ideograph, also where it is shortened")
    func ideographs() {
        var table = Table("name", "county")
        table.add("威宁荞酥麦芽糖", "522728")
        table.add("peach", "341321")
        #expect(
            lines(table, 100) == [
                "name            county",
                "--------------  ------",
                "威宁荞酥麦芽糖  522728",
                "peach           341321",
            ])
        #expect(lines(table, 20)[2] == "威宁荞酥麦…   522728")
        #expect("威宁荞".shortened(to: 4) == "威…")
        #expect("威宁荞".shortened(to: 6) == "威宁荞")
    }

    @Test("never shortens an identifier or a number, however narrow the terminal is")
    func identifiers() {
        var table = Table("order", "buyer", "grams")
        table.add("01a22928-aefe-777d-99f2-12b18084e1bc", "X6NQZPB5OSQDQGHMFRGGZDFMZT", "2500000000000")
        #expect(
            lines(table, 30)[2]
                == "01a22928-aefe-777d-99f2-12b18084e1bc  X6NQZPB5OSQDQGHMFRGGZDFMZT  2500000000000")
    }

    @Test("says what is too long for a column under the row, within the terminal's width")
    func notes() {
        var table = Table("number", "cause")
        table.add("1", "failed")
        table.note("PostgreSQL server 23514: new row for relation violates")
        table.add("2", "behind")
        #expect(
            lines(table, 30) == [
                "number  cause",
                "------  ------",
                "     1  failed",
                "    PostgreSQL server 23514: …",
                "     2  behind",
            ])
    }

    @Test("is coloured on a terminal alone")
    func colour() {
        var table = Table("check", "verdict")
        table.add("versions", "2 broken")
        table.markWrong()
        let plain = table.laidOut(for: terminal(80))
        let coloured = table.laidOut(for: terminal(80, interactive: true))
        #expect(!plain.contains("\u{1b}"))
        #expect(coloured.contains("\u{1b}[1mcheck     verdict\u{1b}[0m"))
        #expect(coloured.contains("\u{1b}[31mversions  2 broken\u{1b}[0m"))
    }

    @Test("gives the cells of a column in full")
    func cells() {
        var table = Table("order", "")
        table.add("1", "of yesterday")
        table.add("2", "")
        #expect(table.cells(of: "order") == ["1", "2"])
        #expect(table.cells(of: "lot") == nil)
        #expect(table.columnNames == ["order"])
    }
}
