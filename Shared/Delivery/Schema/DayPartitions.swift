public import Eventing
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
    /// agree on all that was ever told; and how things stood stays in `event_kept`, for who begins to listen later.
    ///
    /// Nothing that the relay has still to carry is dropped, however old it is, nor what an answer has still to send that
    /// is under way.
    /// - Parameters:
    ///   - logDays: how many days the log goes back, unless the schema was migrated for more.
    ///   - publications: what the service tells; they say what is kept.
    /// - Throws: when a long reader is in the way; it can be tried again.
    public static func drop(
        keepingLogFor logDays: Int32, publications: [Publication], in pool: PostgresPool
    ) async throws {
        let compaction = LogCompaction(publications)
        // A day each: a drop holds the fence of all services while it lasts.
        while try await dropFirst(keepingLogFor: logDays, compaction, in: pool) {}
        try await EarlierEvents.forget(in: pool)
    }

    /// Drops the first of the days that are past.
    /// - Returns: whether there was one.
    private static func dropFirst(
        keepingLogFor logDays: Int32, _ compaction: LogCompaction, in pool: PostgresPool
    ) async throws -> Bool {
        let today = Day(of: .wallTime())
        return try await pool.withTransaction { transaction in
            try await transaction.execute(
                "SELECT pg_advisory_xact_lock(\(AdvisoryLock.dayPartitions), hashtext(current_schema()))")
            // Whoever waits for the lock makes all others wait behind it.
            try await transaction.execute("SET LOCAL lock_timeout = '2s'")
            let all = try await DayPartition.all(in: transaction)
            // A batch of the day that has just left the memory may still be in hand.
            if let past = all.first(where: { $0.table == .inbox && $0.day < today - Inbox.retentionDays - 1 }) {
                try await past.drop(in: transaction)
                return true
            }
            let needed = min(today - logDays, try await firstDayNeeded(on: today, in: transaction) ?? today)
            let past = try await firstSevered(of: all.filter { $0.table == .log }, before: needed, in: transaction)
            for partition in past {
                try await compaction.keep(of: partition.day, in: transaction)
                try await partition.drop(in: transaction)
            }
            if past.isEmpty { try await compaction.forgetOthers(in: transaction) }
            return !past.isEmpty
        }
    }

    /// The first day of the log that is still to be read, or that the schema's owner has kept.
    private static func firstDayNeeded(on today: Day, in transaction: PostgresTransaction) async throws -> Day? {
        try await transaction.query(
            """
            SELECT least(event_cursor.since, \(today) - (SELECT days FROM log_retention), (
                SELECT min(day) FROM refill_answer
                -- One that nobody takes any more does not keep days for ever.
                WHERE finished_at IS NULL AND taken_at > now() - interval '7 days'),
                (SELECT min(partner.since) FROM partner WHERE suspended IS NULL))
            FROM event_cursor
            """
        ).decode(Day.self).first
    }

    /// The first day that can be dropped, with those after it that must go with it: no subject may keep an earlier version
    /// than what was dropped of it. Around midnight a later version may stand on the day before.
    private static func firstSevered(
        of partitions: [DayPartition], before needed: Day, in transaction: PostgresTransaction
    ) async throws -> [DayPartition] {
        var together: [DayPartition] = []
        for partition in partitions {
            guard partition.day < needed else { break }
            together.append(partition)
            if try await !partition.isStraddled(in: transaction) { return together }
        }
        return []
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
        try await transaction.execute("SELECT make_day(\(table.rawValue), \(day))")
    }

    /// Whether a subject has a version on this day of the log that came after one that stands on the next. Positions are
    /// in the order of a subject's versions, so that only the few are looked at that overlap.
    func isStraddled(in transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.query(
            """
            SELECT EXISTS (
                SELECT FROM event_log AS later JOIN event_log AS earlier USING (aggregate, subject)
                WHERE later.day = \(day) AND earlier.day = \(day + 1)
                    AND later.subject_version > earlier.subject_version
                    AND later.position > (SELECT min(position) FROM event_log WHERE day = \(day + 1))
                    AND earlier.position < (SELECT max(position) FROM event_log WHERE day = \(day)))
            """
        ).decode(Bool.self) == [true]
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
                FROM \(identifier: table.rawValue) WHERE day = \(day) AND xid >= \(first)
                GROUP BY \(identifier: stream), event_hour(id)
                ON CONFLICT (side, stream, hour) DO UPDATE
                SET events = kept.events + excluded.events, fingerprint = kept.fingerprint # excluded.fingerprint
                """)
        }
        try await transaction.execute("SELECT drop_day(\(table.rawValue), \(day))")
    }
}
