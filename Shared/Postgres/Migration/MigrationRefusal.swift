/// Why migrations were not applied. Nothing was changed then.
public enum MigrationRefusal: Error, Equatable {
    /// The numbers of the migrations are not 1, 2, 3 …; `found` stands where `expected` should.
    case misnumbered(expected: Int, found: Int)
    /// A migration that was applied has another text now.
    case changed(number: Int, name: String)
    /// The schema lacks a migration although later ones were applied.
    case gap(missing: Int)
    /// A newer program applied a migration that does not admit this one, which knows migrations up to `known`.
    case newerSchema(number: Int, name: String, known: Int)
    /// Another process is migrating the schema, and did not finish in time.
    case busy(Duration)
    /// What a migration changes was in use for so long by a transaction of somebody else.
    case inUse(number: Int, name: String, Duration)
}

extension MigrationRefusal: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .misnumbered(let expected, let found):
            "migration \(found) stands where number \(expected) should: number them 1, 2, 3 … without gaps"
        case .changed(let number, let name):
            "migration \(number) (\(name)) was applied with another text: restore it, and put the change in a new one"
        case .gap(let missing):
            "migration \(missing) was never applied although later ones were: restore the table schema_migration"
        case .newerSchema(let number, let name, let known):
            "migration \(number) (\(name)) of a newer program ended the time of this one, which knows \(known): "
                + "run the newer program"
        case .busy(let limit):
            "another process has been migrating the schema for \(limit): wait for it, or end it"
        case .inUse(let number, let name, let limit):
            "what migration \(number) (\(name)) changes was in use for \(limit) by a long transaction: end that, "
                + "which pg_stat_activity shows, and migrate again"
        }
    }
}
