/// A table for people: columns as wide as their widest cell, numbers to the right. A column with nothing in it is left out.
public struct Table: CustomStringConvertible, Sendable {
    private let columns: [String]
    private var rows: [[String]] = []
    /// What is said under rows, by their places.
    private var notes: [Int: String] = [:]

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

    /// The lines, the columns' names first.
    public var description: String {
        let columns = self.columns.indices.filter { column in
            rows.isEmpty || rows.contains { !$0[column].isEmpty }
        }
        var lines = laidOut(columns)
        for (row, note) in notes.sorted(by: { $0.key > $1.key }) {
            lines.insert("    " + note, at: row + Self.headLines + 1)
        }
        return lines.joined(separator: "\n")
    }

    /// The columns' names, and the line under them.
    private static let headLines = 2

    private func laidOut(_ shown: [Int]) -> [String] {
        let columns = shown.map { self.columns[$0] }
        let rows = self.rows.map { row in shown.map { row[$0] } }
        let widths = columns.indices.map { column in
            ([columns] + rows).map { $0[column].displayWidth }.max() ?? 0
        }
        let numeric = columns.indices.map { column in
            !rows.isEmpty && rows.allSatisfy { $0[column].isNumeric }
        }
        return ([columns, widths.map { String(repeating: "-", count: $0) }] + rows).map { cells in
            columns.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - cells[column].displayWidth)
                return numeric[column] ? space + cells[column] : cells[column] + space
            }.joined(separator: "  ").trimmingTrailingSpaces
        }
    }
}

extension String {
    /// How many columns a terminal shows it in: ideographs and full-width forms take two (Unicode, UAX 11).
    fileprivate var displayWidth: Int {
        unicodeScalars.reduce(0) { width, scalar in
            switch scalar.value {
            case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
                0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
                width + 2
            default: width + 1
            }
        }
    }

    fileprivate var isNumeric: Bool {
        !isEmpty && allSatisfy { $0.isNumber || "-.,% ".contains($0) }
    }

    fileprivate var trimmingTrailingSpaces: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
