public import Vocabulary

/// One value that tells who somebody is, by where it is kept: in which column of which row.
///
/// What is encrypted is bound to its place, so that a value that is moved to another row or column does not open.
public struct PersonalField: Sendable, Hashable {
    /// The table.
    public let table: String
    /// The column.
    public let column: String
    /// The row's id.
    public let row: UUIDv7

    /// Names a place.
    public init(table: String, column: String, row: UUIDv7) {
        self.table = table
        self.column = column
        self.row = row
    }
}

extension PersonalField: CustomStringConvertible {
    /// `personal_fields.name of 0190163d-…`
    public var description: String { "\(table).\(column) of \(row)" }
}
