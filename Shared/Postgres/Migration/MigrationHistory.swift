/// What `schema_migration` says was applied, held against what the program knows.
struct MigrationHistory: Equatable {
    struct Applied: Equatable {
        let number: Int
        let digest: [UInt8]
    }

    /// A migration with the digest of its text.
    struct Known: Equatable {
        let migration: Migration
        let digest: [UInt8]
    }

    /// The migrations that are to be applied.
    /// - Parameter applied: in the order of their numbers.
    static func pending(known: [Known], applied: [Applied]) throws(MigrationRefusal) -> [Migration] {
        for (expected, migration) in zip(1..., known.map(\.migration)) where migration.number != expected {
            throw .misnumbered(expected: expected, found: migration.number)
        }
        for (expected, row) in zip(1..., applied) where row.number != expected {
            throw .gap(missing: expected)
        }
        guard applied.count <= known.count else {
            throw .newerSchema(applied: applied.count, known: known.count)
        }
        for (row, entry) in zip(applied, known) where row.digest != entry.digest {
            throw .changed(number: row.number, name: entry.migration.name)
        }
        return known.dropFirst(applied.count).map(\.migration)
    }
}
