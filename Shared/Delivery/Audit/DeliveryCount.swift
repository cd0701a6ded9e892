internal import Eventing
public import Postgres
public import Vocabulary

/// All that a service told and heard, counted in one snapshot.
///
/// What lies below the snapshot's fence is counted once: ``keep(in:)`` puts it with the tallies of the schema, and the next
/// count begins behind it. What lies above may yet change and is counted each time.
public struct DeliveryCount: Sendable {
    /// How much is read.
    public enum Scope: Sendable {
        /// What came since the last count.
        case new
        /// All that there is, which shows whether what was counted is still there.
        case all
    }

    /// How far the schema's tallies reach.
    struct Mark: Sendable {
        var countedTo: TransactionID
        var since: Day
        var revision: Int64
    }

    /// What the schema's tables showed of one stream in one hour.
    struct Seen: Sendable {
        var tally: StreamTally
        /// Whether the schema's tallies have it already.
        var isCounted: Bool
        /// Whether nothing can be added to it any more.
        var isSettled: Bool
    }

    /// Tallies that begin here are kept by the hour, earlier ones are added up. The inbox has still every event of later
    /// hours, so that it can name them.
    public let horizon: Instant
    /// How much there is.
    public private(set) var sheet: TallySheet
    /// Where what was counted once and what is there now differ; only when all was read.
    public private(set) var drift: [String] = []
    /// How many events were read.
    public private(set) var read: Int64 = 0

    /// From where it was counted.
    let mark: Mark
    private let fence: TransactionID
    private let today: Day
    private var settled: [StreamTally] = []

    init(
        _ scope: Scope, from mark: Mark, upTo fence: TransactionID, on today: Day, kept: [StreamTally],
        dropped: [StreamTally], seen: [Seen]
    ) {
        self.mark = mark
        self.fence = fence
        self.today = today
        horizon = Self.horizon(on: today)
        sheet = TallySheet(kept, byTheHourSince: horizon)
        read = seen.reduce(0) { $0 + $1.tally.events }
        settled = seen.filter { $0.isSettled && !$0.isCounted }.map(\.tally)
        if scope == .all {
            let still = TallySheet(dropped + seen.filter(\.isCounted).map(\.tally), byTheHourSince: horizon)
            drift = Self.drift(from: sheet, to: still)
            sheet = still
        }
        for seen in seen where !seen.isCounted { sheet.add(seen.tally, byTheHourSince: horizon) }
    }

    /// Where tallies by the hour begin: with the first day that every inbox still has.
    static func horizon(on today: Day) -> Instant {
        (today - Inbox.retentionDays - 1).start
    }

    /// How many events of an hour there are; nil for hours that are added up with others.
    func events(of stream: TallySheet.Stream, in hour: Instant) -> Int64? {
        hour < horizon ? nil : sheet[stream][hour]?.events ?? 0
    }

    private static func drift(from kept: TallySheet, to still: TallySheet) -> [String] {
        Set(kept.streams + still.streams).sorted { ($0.side.rawValue, $0.source) < ($1.side.rawValue, $1.source) }
            .flatMap { stream in
                TallySheet.differingHours(kept[stream], still[stream]).map { hour in
                    let (was, now) = (kept[stream][hour]?.events ?? 0, still[stream][hour]?.events ?? 0)
                    let time = hour.map { "in the hour of \($0)" } ?? "before that"
                    return was == now
                        ? "\(stream.source) \(stream.side.rawValue) \(time): one of \(was) is not what it was"
                        : "\(stream.source) \(stream.side.rawValue) \(time): \(was) were counted, \(now) are there"
                }
            }
    }

    /// Keeps what can change no more, so that the next count need not read it again.
    /// - Returns: whether it was kept. Who counted the same at the same time, and was first, has kept it already.
    @discardableResult
    public func keep(in pool: PostgresPool) async throws -> Bool {
        // A transaction that only reads can be long; one that writes holds the fence of all services while it is open.
        try await pool.withTransaction { transaction in
            let moved = try await transaction.execute(
                """
                UPDATE audit_mark SET
                    counted_to = \(fence), since = \(today - 1), revision = revision + 1, counted_at = now()
                WHERE revision = \(mark.revision)
                """)
            guard moved == 1 else { return false }
            // A row carries the stream as the table has it: what was told, by its aggregate.
            try transaction.send(
                """
                INSERT INTO event_tally AS kept (side, stream, hour, events, fingerprint)
                SELECT * FROM unnest(
                    \(settled.map(\.side)), \(settled.map(stream)), \(settled.compactMap(\.hour)),
                    \(settled.map(\.events)), \(settled.map(\.fingerprint)))
                ON CONFLICT (side, stream, hour) DO UPDATE
                SET events = kept.events + excluded.events, fingerprint = kept.fingerprint # excluded.fingerprint
                """)
            return true
        }
    }

    /// Forgets what was counted, but for the days that were dropped: the next audit counts anew all that is there then.
    ///
    /// That is right after a restore, since transactions are numbered anew, and when a damage that an audit named has been
    /// looked into and is there to stay.
    public static func beginAnew(in transaction: PostgresTransaction) async throws {
        try await transaction.execute(
            "UPDATE audit_mark SET counted_to = '0', since = '1970-01-01', revision = revision + 1")
        try await transaction.execute("DELETE FROM event_tally")
        try await transaction.execute("INSERT INTO event_tally SELECT * FROM dropped_tally")
    }

    private func stream(of tally: StreamTally) -> String {
        switch tally.side {
        case .told: EventSource(tally.source)?.aggregate ?? tally.source
        case .heard: tally.source
        }
    }
}
