/// What a program may do in a schema that another role owns: all that it does, and nothing beside it.
public struct SchemaRights: Sendable {
    /// By table or view. Every table of the schema is named, but for the parts of one that is partitioned, which are reached by way
    /// of the whole.
    public var tables: [String: TableRights]
    /// The sequences that it draws numbers from. Those of identity columns need no right.
    public var sequences: [String]
    /// The functions that do for it, as their owner, what it may not do itself: `forget(date)`.
    public var functions: [String]

    /// Names all three.
    public init(tables: [String: TableRights], sequences: [String] = [], functions: [String] = []) {
        self.tables = tables
        self.sequences = sequences
        self.functions = functions
    }

    /// The rights of both, which name different things.
    public static func + (some: SchemaRights, others: SchemaRights) -> SchemaRights {
        SchemaRights(
            tables: some.tables.merging(others.tables) { $1 }, sequences: some.sequences + others.sequences,
            functions: some.functions + others.functions)
    }
}
