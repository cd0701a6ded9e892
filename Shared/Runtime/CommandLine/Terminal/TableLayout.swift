/// How wide a table's columns are, so that its lines fit a number of columns of the terminal.
struct TableLayout {
    let names: [String]
    let rows: [[String]]
    /// Of each column, in columns of the terminal.
    let widths: [Int]
    private let isNumeric: [Bool]

    /// A column is not made narrower than this, or than its name.
    private static let narrowest = 12
    private static let gap = "  "

    init(names: [String], rows: [[String]], columns: Int) {
        let isNumeric = names.indices.map { column in
            !rows.isEmpty && rows.allSatisfy { $0[column].isNumeric }
        }
        let natural = names.indices.map { column in
            rows.reduce(names[column].displayWidth) { max($0, $1[column].displayWidth) }
        }
        // What the narrowest is that a column may be made.
        let least = names.indices.map { column in
            let isWhole = isNumeric[column] || rows.contains { $0[column].isIdentifier }
            return isWhole ? natural[column] : min(natural[column], max(Self.narrowest, names[column].displayWidth))
        }
        self.names = names
        self.rows = rows
        self.isNumeric = isNumeric
        widths = Self.fit(natural, least: least, into: columns - Self.gap.count * max(0, names.count - 1))
    }

    /// Makes the widest column narrower until all fit, or none can be made narrower.
    private static func fit(_ natural: [Int], least: [Int], into room: Int) -> [Int] {
        var widths = natural
        while widths.reduce(0, +) > room {
            let widest = widths.indices.filter { widths[$0] > least[$0] }.max { widths[$0] < widths[$1] }
            guard let widest else { break }
            widths[widest] -= 1
        }
        return widths
    }

    /// A row's cells beside each other.
    func line(_ cells: [String]) -> String {
        var line = names.indices.map { column in
            let cell = cells[column].shortened(to: widths[column])
            let space = String(repeating: " ", count: widths[column] - cell.displayWidth)
            return isNumeric[column] ? space + cell : cell + space
        }.joined(separator: Self.gap)
        while line.last == " " { line.removeLast() }
        return line
    }
}

extension String {
    fileprivate var isNumeric: Bool {
        !isEmpty && allSatisfy { $0.isNumber || "-.,% ".contains($0) }
    }

    /// Whether it is a UUID or a token: long, of letters, digits and dashes, and at least one digit.
    fileprivate var isIdentifier: Bool {
        count >= 26 && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            && contains(where: \.isNumber)
    }
}
