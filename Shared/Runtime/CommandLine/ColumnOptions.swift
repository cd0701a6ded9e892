public import ArgumentParser
public import Eventing

/// Which part of a table is printed.
public struct ColumnOptions: ParsableArguments {
    @Option(help: "Print this column alone, a line for each row, such as for the arguments of another command.")
    var column: String?

    /// Whether one column is wanted.
    public var isGiven: Bool { column != nil }

    /// The whole table.
    public init() {}
}

extension ServiceOptions {
    /// Prints a list: as JSON for machines, as a table for people, or one column of it for other commands.
    /// - Parameter more: what is said under the table.
    public func print(
        _ answer: some Record, _ table: @autoclosure () -> Table, _ columns: ColumnOptions, more: String? = nil
    ) throws {
        guard let column = columns.column else {
            return try print(answer, ["\(table())", more].compactMap(\.self).joined(separator: "\n"))
        }
        if json { throw ValidationError("--column and --json do not go together") }
        let table = table()
        guard let cells = table.cells(of: column) else {
            throw ValidationError(
                "there is no column `\(column)`; they are \(table.columnNames.joined(separator: ", "))")
        }
        for cell in cells { Swift.print(cell) }
    }
}
