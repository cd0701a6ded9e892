/// What a program does with the rows of a table beside reading them, and so may do.
public struct TableRights: OptionSet, Sendable {
    /// A bit for each right.
    public let rawValue: Int

    /// It adds rows.
    public static let insert = TableRights(rawValue: 1)
    /// It changes rows, or locks them: PostgreSQL asks for the same right.
    public static let update = TableRights(rawValue: 2)
    /// It takes rows out.
    public static let delete = TableRights(rawValue: 4)

    /// Rights by their bits.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// As SQL names them.
    var privileges: [String] {
        ["SELECT"]
            + [(Self.insert, "INSERT"), (.update, "UPDATE"), (.delete, "DELETE")].filter { contains($0.0) }.map(\.1)
    }
}
