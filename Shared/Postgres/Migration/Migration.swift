/// A step of a schema's history. Once it was applied somewhere its text never changes; what is wrong is corrected by
/// the next one.
public struct Migration: Sendable, Equatable {
    /// The place in the history: 1, 2, 3 …
    public let number: Int
    /// What it does, in a few words.
    public let name: String
    /// One or more statements.
    public let sql: String
    /// Whether it runs in a transaction. One that does not, such as `CREATE INDEX CONCURRENTLY`, has a single statement,
    /// which must be able to run again, since it may have taken effect without being recorded.
    public let isTransactional: Bool
    /// Whether programs that do not know the step still work on a schema that has it. A step that only adds what may be
    /// absent lets them: both versions can then run side by side. One that takes away, renames or narrows does not, and
    /// waits until no earlier program is left.
    public let admitsEarlierPrograms: Bool

    /// Makes a step, which ends the time of earlier programs unless it says otherwise.
    public init(
        number: Int, name: String, sql: String, isTransactional: Bool = true, admitsEarlierPrograms: Bool = false
    ) {
        self.number = number
        self.name = name
        self.sql = sql
        self.isTransactional = isTransactional
        self.admitsEarlierPrograms = admitsEarlierPrograms
    }
}
