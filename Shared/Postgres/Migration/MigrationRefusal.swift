/// Why migrations were not applied. Nothing was changed then.
public enum MigrationRefusal: Error, Equatable {
    /// The numbers of the migrations are not 1, 2, 3 …; `found` stands where `expected` should.
    case misnumbered(expected: Int, found: Int)
    /// A migration that was applied has another text now.
    case changed(number: Int, name: String)
    /// The schema lacks a migration although later ones were applied.
    case gap(missing: Int)
    /// The schema is newer than this program, which knows migrations up to `known`.
    case newerSchema(applied: Int, known: Int)
    /// Another process is migrating the schema, and did not finish in time.
    case busy(Duration)
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
        case .newerSchema(let applied, let known):
            "the schema is at migration \(applied) and this program knows \(known): run the newer program"
        case .busy(let limit):
            "another process has been migrating the schema for \(limit): wait for it, or end it"
        }
    }
}
