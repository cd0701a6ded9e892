/// What `schema_migration` says was applied, held against what the program knows.
struct MigrationHistory: Equatable {
    struct Applied: Equatable {
        let number: Int
        let name: String
        let digest: [UInt8]
        let admitsEarlierPrograms: Bool
    }

    /// A migration with the digest of its text.
    struct Known: Equatable {
        let migration: Migration
        let digest: [UInt8]
    }

    /// What is to be applied, and what a newer program has applied already.
    /// - Parameter applied: in the order of their numbers.
    static func plan(known: [Known], applied: [Applied]) throws(MigrationRefusal) -> MigrationPlan {
        for (expected, migration) in zip(1..., known.map(\.migration)) where migration.number != expected {
            throw .misnumbered(expected: expected, found: migration.number)
        }
        for (expected, row) in zip(1..., applied) where row.number != expected {
            throw .gap(missing: expected)
        }
        for (row, entry) in zip(applied, known) where row.digest != entry.digest {
            throw .changed(number: row.number, name: entry.migration.name)
        }
        let unknown = applied.dropFirst(known.count)
        if let step = unknown.first(where: { !$0.admitsEarlierPrograms }) {
            throw .newerSchema(number: step.number, name: step.name, known: known.count)
        }
        return MigrationPlan(
            pending: known.dropFirst(applied.count).map(\.migration), unknown: unknown.map(\.name))
    }
}
