public import Postgres
internal import Vocabulary

/// Sees to it that the log and the inbox have a partition for every day that an event may fall on, and for no day that is
/// past.
public enum DayPartitions {
    /// How many days ahead partitions are made: longer than any holiday without a running service.
    static let daysAhead: Int32 = 3

    /// Makes the partitions that are missing around today. Cheap when none is, and safe beside running instances.
    public static func ensure(in pool: PostgresPool) async throws {
        try await ensure(through: Day(of: .wallTime()) + daysAhead, in: pool)
    }

    /// Makes those up to a day.
    static func ensure(through last: Day, in pool: PostgresPool) async throws {
        let today = Day(of: .wallTime())
        let daysAhead = last - today
        try await pool.withTransaction { transaction in
            // One instance at a time, or two would make the same partition.
            try await transaction.execute(
                "SELECT pg_advisory_xact_lock(\(AdvisoryLock.dayPartitions), hashtext(current_schema()))")
            let existing = Set(try await DayPartition.all(in: transaction))
            let inbox = (-Inbox.retentionDays...daysAhead).map { DayPartition(.inbox, today + $0) }
            let log = (-1...daysAhead).map { DayPartition(.log, today + $0) }
            for partition in inbox + log where !existing.contains(partition) {
                try await partition.make(in: transaction)
            }
        }
    }

    /// Drops the days that are past: of the log those before a number of days, of the inbox those from which no
    /// redelivery can come any more. What they held stays in `event_tally` and `dropped_tally`, so that services still
    /// agree on all that was ever told.
    ///
    /// Nothing that the relay has still to carry is dropped, however old it is.
    /// - Parameter logDays: how many days the log goes back.
    /// - Throws: when a long reader is in the way; it can be tried again.
    public static func drop(keepingLogFor logDays: Int32, in pool: PostgresPool) async throws {
        let today = Day(of: .wallTime())
        try await pool.withTransaction { transaction in
            try await transaction.execute(
                "SELECT pg_advisory_xact_lock(\(AdvisoryLock.dayPartitions), hashtext(current_schema()))")
            // Whoever waits for the lock makes all others wait behind it.
            try await transaction.execute("SET LOCAL lock_timeout = '2s'")
            let relayed = try await transaction.query("SELECT since FROM event_cursor").decode(Day.self)
            let first = [
                DayPartition.Table.log: min(today - logDays, relayed.first ?? today),
                // A batch of the day that has just left the memory may still be in hand.
                .inbox: today - Inbox.retentionDays - 1,
            ]
            for partition in try await DayPartition.all(in: transaction) {
                guard let first = first[partition.table], partition.day < first else { continue }
                try await partition.drop(in: transaction)
            }
        }
        try await EarlierEvents.forget(in: pool)
    }
}

/// A day's part of a table.
private struct DayPartition: Hashable {
    enum Table: String, CaseIterable {
        case log = "event_log"
        case inbox
    }

    let table: Table
    let day: Day

    init(_ table: Table, _ day: Day) {
        self.table = table
        self.day = day
    }

    /// `inbox_20190707`
    private var name: String { "\(table.rawValue)_\(day.description.filter { $0 != "-" })" }

    static func all(in transaction: PostgresTransaction) async throws -> [DayPartition] {
        try await transaction.query(
            """
            SELECT parent.relname::text, right(child.relname, 8)::date FROM pg_inherits
            JOIN pg_class parent ON parent.oid = inhparent
            JOIN pg_class child ON child.oid = inhrelid
            WHERE inhparent IN ('event_log'::regclass, 'inbox'::regclass)
                -- That of all other days has no day of its own.
                AND pg_get_expr(child.relpartbound, child.oid) <> 'DEFAULT'
            ORDER BY 2
            """
        ).decode(String.self, Day.self).compactMap { parent, day in
            Table(rawValue: parent).map { DayPartition($0, day) }
        }
    }

    func make(in transaction: PostgresTransaction) async throws {
        // Attaching a table takes a weaker lock on the parent than making a partition of it would.
        try await transaction.execute(
            """
            CREATE TABLE \(identifier: name) (LIKE \(identifier: table.rawValue) INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
            """)
        if table == .inbox {
            // A day that had no part of its own while its events came, since nobody made one in time.
            try await transaction.execute(
                """
                WITH moved AS (DELETE FROM inbox_earlier WHERE day = \(day) RETURNING *)
                INSERT INTO \(identifier: name) SELECT * FROM moved
                """)
        }
        try await transaction.execute(
            """
            ALTER TABLE \(identifier: table.rawValue) ATTACH PARTITION \(identifier: name)
            FOR VALUES FROM ('\(unescaped: day.description)') TO ('\(unescaped: (day + 1).description)')
            """)
    }

    func drop(in transaction: PostgresTransaction) async throws {
        let (side, stream) =
            switch table {
            case .log: (StreamSide.told, "aggregate")
            case .inbox: (.heard, "source")
            }
        // Whoever counts at the same time must not count these rows too.
        let mark = try await transaction.query(
            "UPDATE audit_mark SET revision = revision + 1 RETURNING counted_to"
        ).decode(TransactionID.self)
        for (tally, first) in [("event_tally", mark.first), ("dropped_tally", TransactionID(rawValue: 0))] {
            try await transaction.execute(
                """
                INSERT INTO \(identifier: tally) AS kept (side, stream, hour, events, fingerprint)
                SELECT \(side), \(identifier: stream), event_hour(id), count(*),
                    bit_xor(digest # uuid_hash_extended(id, 0))
                FROM \(identifier: name) WHERE xid >= \(first) GROUP BY \(identifier: stream), event_hour(id)
                ON CONFLICT (side, stream, hour) DO UPDATE
                SET events = kept.events + excluded.events, fingerprint = kept.fingerprint # excluded.fingerprint
                """)
        }
        try await transaction.execute("DROP TABLE \(identifier: name)")
    }
}
