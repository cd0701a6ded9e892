/// What a transaction sees of others (section 13.2 of PostgreSQL's manual).
public enum TransactionIsolation: Sendable, CaseIterable {
    /// Each statement sees what was committed before it.
    case readCommitted
    /// All statements see what was committed before the first one.
    case repeatableRead
    /// As if transactions ran one after the other; may fail with a retriable error.
    case serializable

    func beginning(readOnly: Bool) -> PostgresQuery {
        switch (self, readOnly) {
        case (.readCommitted, false): "BEGIN ISOLATION LEVEL READ COMMITTED"
        case (.readCommitted, true): "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY"
        case (.repeatableRead, false): "BEGIN ISOLATION LEVEL REPEATABLE READ"
        case (.repeatableRead, true): "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case (.serializable, false): "BEGIN ISOLATION LEVEL SERIALIZABLE"
        case (.serializable, true): "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"
        }
    }
}
