public import Vocabulary

/// A table of a service's schema that keeps personal data: which of its columns are encrypted.
///
/// All that a row keeps is under one key, whose id is the generated column `key`, which refers to `personal_key`.
public struct PersonalTable: Sendable {
    /// The table.
    public let name: String
    /// The column that a row is called by.
    public let row: String
    /// The columns that are encrypted.
    public let columns: [String]

    /// Names a table and its columns, as SQL has them.
    public init(_ name: String, row: String, columns: [String]) {
        let letters = Set("abcdefghijklmnopqrstuvwxyz_")
        precondition(
            ([name, row] + columns).allSatisfy { $0.allSatisfy(letters.contains) },
            "a name that needs quotes would be taken for SQL")
        self.name = name
        self.row = row
        self.columns = columns
    }

    /// The place of a value.
    public func field(_ column: String, of row: UUIDv7) -> PersonalField {
        PersonalField(table: name, column: column, row: row)
    }
}
