internal import EligibilityDomain
internal import Vocabulary

/// A sheet of households, read: those that are sound, and the rows that are not.
public struct EnrolmentSheet: Sendable {
    /// The households whose rows are all sound.
    private(set) var enrolments: [Enrolment] = []
    /// What is wrong, in the order of the lines.
    public private(set) var badRows: [BadRow] = []

    /// How many rows a sheet has at most.
    public static let rowLimit = 20_000

    /// Reads a sheet in the CSV format, its columns named in the first line.
    public init(csv text: String) {
        do throws(CSVReader.UnclosedQuote) {
            read(try CSVReader.read(text))
        } catch {
            badRows = [BadRow(line: error.line, "has a quote that is never closed")]
        }
        badRows.sort { $0.line < $1.line }
    }

    private mutating func read(_ rows: [CSVReader.Row]) {
        guard let header = rows.first else { return badRows.append(BadRow(line: 1, "the sheet is empty")) }
        let columns = header.fields.compactMap(EnrolmentColumn.init(rawValue:))
        let missing = EnrolmentColumn.allCases.filter { !columns.contains($0) }
        guard missing.isEmpty, columns.count == header.fields.count else {
            return badRows.append(
                BadRow(
                    line: header.line,
                    "the header must name these columns, each once: "
                        + EnrolmentColumn.allCases.map(\.rawValue).joined(separator: ",")))
        }
        guard rows.count <= Self.rowLimit else {
            return badRows.append(
                BadRow(line: header.line, "the sheet has more than \(Self.rowLimit) rows: divide it"))
        }
        readHouseholds(rows.dropFirst().map { RowReader($0, columns: columns) })
    }

    private mutating func readHouseholds(_ rows: [RowReader]) {
        var order: [String] = []
        var rowsOf: [String: [RowReader]] = [:]
        for row in rows {
            let key = row.text(.village) + " " + row.text(.household)
            if rowsOf[key] == nil { order.append(key) }
            rowsOf[key, default: []].append(row)
        }
        var lineOf: [String: Int] = [:]
        for key in order {
            var reader = HouseholdReader(rowsOf[key] ?? [])
            let enrolment = reader.read()
            let twice = reader.repeated(in: &lineOf)
            badRows += reader.faults + twice
            if let enrolment, twice.isEmpty { enrolments.append(enrolment) }
        }
    }
}
