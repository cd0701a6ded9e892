public import Postgres
internal import Vocabulary

/// Sees to it that the log and the inbox have a partition for every day that an event may fall on.
public enum DayPartitions {
    /// How many days ahead partitions are made: longer than any holiday without a running service.
    static let daysAhead: Int32 = 3

    /// Makes the partitions that are missing around today. Cheap when none is, and safe beside running instances.
    public static func ensure(in pool: PostgresPool) async throws {
        let today = Day(of: .wallTime())
        try await pool.withTransaction { transaction in
            // One instance at a time, or two would make the same partition.
            try await transaction.execute(
                "SELECT pg_advisory_xact_lock(\(AdvisoryLock.partitions), hashtext(current_schema()))")
            let existing = try await existingPartitions(in: transaction)
            for offset in -Inbox.retentionDays...daysAhead {
                try await make("inbox", today + offset, unlessIn: existing, transaction)
            }
            for offset in -1...daysAhead {
                try await make("event_log", today + offset, unlessIn: existing, transaction)
            }
        }
    }

    private static func existingPartitions(in transaction: PostgresTransaction) async throws -> Set<String> {
        let rows = try await transaction.query(
            """
            SELECT child.relname::text FROM pg_inherits
            JOIN pg_class child ON child.oid = inhrelid
            WHERE inhparent IN ('event_log'::regclass, 'inbox'::regclass)
            """)
        return Set(try rows.decode(String.self))
    }

    private static func make(
        _ table: String, _ day: Day, unlessIn existing: Set<String>, _ transaction: PostgresTransaction
    ) async throws {
        let name = "\(table)_\(day.description.filter { $0 != "-" })"
        guard !existing.contains(name) else { return }
        // Attaching a table takes a weaker lock on the parent than making a partition of it would.
        try await transaction.execute(
            "CREATE TABLE \(identifier: name) (LIKE \(identifier: table) INCLUDING DEFAULTS INCLUDING CONSTRAINTS)")
        try await transaction.execute(
            """
            ALTER TABLE \(identifier: table) ATTACH PARTITION \(identifier: name)
            FOR VALUES FROM ('\(unescaped: day.description)') TO ('\(unescaped: (day + 1).description)')
            """)
    }
}
