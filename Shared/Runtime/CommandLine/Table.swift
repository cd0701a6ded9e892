/// A table for people: columns as wide as their widest cell, numbers to the right. A column with nothing in it is left out.
///
/// It fits its terminal: the widest columns are shortened for that, but none of identifiers, half of which are of no use.
public struct Table: CustomStringConvertible, Sendable {
    private let columns: [String]
    private var rows: [[String]] = []
    /// What is said under rows, by their places.
    private var notes: [Int: String] = [:]
    /// How rows stand out, by their places.
    private var inks: [Int: Ink] = [:]

    /// A table with these columns.
    public init(_ columns: String...) {
        self.columns = columns
    }

    /// Adds a row, a cell for each column.
    public mutating func add(_ cells: String...) {
        precondition(cells.count == columns.count, "a row has a cell for each of the \(columns.count) columns")
        rows.append(cells)
    }

    /// Says something under the last row, for what is too long for a column.
    public mutating func note(_ text: String) {
        if !text.isEmpty { notes[rows.count - 1] = text }
    }

    /// Has the last row stand out as something that is wrong.
    mutating func markWrong() {
        inks[rows.count - 1] = .red
    }

    /// The names of the columns that have one.
    var columnNames: [String] { columns.filter { !$0.isEmpty } }

    /// The cells of a column, a line each and in full; nil if there is no such column.
    func cells(of column: String) -> [String]? {
        columns.firstIndex(of: column).map { place in rows.map { $0[place] } }
    }

    /// The lines, the columns' names first, as standard output shows them.
    public var description: String { laidOut(for: .output) }

    /// The lines, as a terminal shows them.
    func laidOut(for terminal: Terminal) -> String {
        let shown = columns.indices.filter { column in
            rows.isEmpty || rows.contains { !$0[column].isEmpty }
        }
        let layout = TableLayout(
            names: shown.map { columns[$0] }, rows: rows.map { row in shown.map { row[$0] } },
            columns: terminal.columns)
        var lines = [
            terminal.paint(layout.line(layout.names), .bold),
            layout.line(layout.widths.map { String(repeating: "-", count: $0) }),
        ]
        for (place, row) in layout.rows.enumerated() {
            let line = layout.line(row)
            lines.append(inks[place].map { terminal.paint(line, $0) } ?? line)
            if let note = notes[place] { lines.append(("    " + note).shortened(to: terminal.columns)) }
        }
        return lines.joined(separator: "\n")
    }
}
