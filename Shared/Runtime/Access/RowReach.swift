public import Postgres
public import Vocabulary

/// Which county's rows a transaction sees, where a schema has row security by county.
///
/// Policies of the schema read the setting that is made here. Without it a transaction sees no such row and adds none, so
/// that a way into the data that forgets to say whose rows it is about finds nothing, rather than everything.
public enum RowReach {
    /// The setting of PostgreSQL that policies read, with a county's code or ``everywhere``.
    public static let setting = "throughtrain.county"
    /// The setting's value for every county.
    public static let everywhere = "every"

    /// Lets a transaction see what a caller reaches, and no more.
    public static func hold(_ caller: Caller, in transaction: PostgresTransaction) throws(PostgresError) {
        try hold(caller.scope.county, in: transaction)
    }

    /// Lets a transaction see what belongs to a county.
    /// - Parameter county: nil for every county.
    public static func hold(_ county: DivisionCode?, in transaction: PostgresTransaction) throws(PostgresError) {
        let value = county?.description ?? everywhere
        try transaction.send("SELECT set_config(\(setting), \(value), true)")
    }

    /// Lets a transaction see every county's rows, since what it does is about all of them: it handles events or deadlines,
    /// audits, or migrates.
    public static func holdEveryCounty(in transaction: PostgresTransaction) throws(PostgresError) {
        try hold(nil as DivisionCode?, in: transaction)
    }
}
