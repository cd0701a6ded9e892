internal import Delivery
internal import Eventing
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary
internal import Runtime

/// Alleviation days on the desk: locked, opened, closed and counted, saved together.
struct AlleviationDayDesk {
    private let transaction: PostgresTransaction
    private var days: [UUIDv7: AlleviationDay]
    private let before: [UUIDv7: AlleviationDay]
    private var entries: [HistoryEntry] = []
    /// Where each was last changed.
    private var traces: [UUIDv7: TraceContext] = [:]
    private var events: [PendingEvent] = []

    /// Locks days by their ids.
    init(locking ids: [UUIDv7], in transaction: PostgresTransaction) async throws {
        self.init(try await AlleviationDayStore(transaction: transaction).load(ids, .update), transaction)
    }

    /// Locks the days of these dates that are planned.
    init(on dates: [Day], in transaction: PostgresTransaction) async throws {
        self.init(try await AlleviationDayStore(transaction: transaction).load(on: dates, .update), transaction)
    }

    private init(_ days: [AlleviationDay], _ transaction: PostgresTransaction) {
        self.transaction = transaction
        self.days = Dictionary(uniqueKeysWithValues: days.map { ($0.id, $0) })
        before = self.days
    }

    /// The days on the desk, as they stand by now.
    var all: [AlleviationDay] { days.values.sorted { $0.day < $1.day } }

    /// Lets a day take a command.
    mutating func take(
        _ command: AlleviationDayCommand, of id: UUIDv7, _ act: Act,
        _ decide: (inout AlleviationDay) throws(AlleviationDayRefusal) -> [AlleviationDayFact]
    ) throws {
        guard var day = days[id] else { throw Unheard("alleviation day \(id)") }
        let facts = try decide(&day)
        days[id] = day
        traces[id] = act.trace
        entries.append(HistoryEntry(.day, id, command.rawValue, act))
        events += try day.events(of: facts, by: act)
    }

    /// Saves what changed, and says what is to be told.
    func save() throws -> [PendingEvent] {
        let changed = days.values.filter { before[$0.id] != $0 }.sorted { $0.id < $1.id }
        try AlleviationDayStore(transaction: transaction).update(changed)
        try HistoryStore(transaction: transaction).append(entries)
        try Self.renewDeadlines(
            of: changed.filter { before[$0.id]?.state != $0.state }.map { ($0, traces[$0.id]) }, in: transaction)
        return events
    }

    private static func renewDeadlines(
        of days: [(day: AlleviationDay, trace: TraceContext?)], in transaction: PostgresTransaction
    ) throws {
        guard !days.isEmpty else { return }
        let clocks: [AlleviationDayCommand] = [.open, .close]
        try Deadlines.renew(
            Dictionary(uniqueKeysWithValues: clocks.map { ($0, DeadlineKind.day($0)) }),
            days.map { ($0.day.id, $0.day.deadlines, $0.trace) }, in: transaction)
    }

    /// The alleviation day of a date, locked: planned now if it was not yet.
    static func plan(_ date: Day, _ act: Act, in transaction: PostgresTransaction) async throws -> AlleviationDay {
        let store = AlleviationDayStore(transaction: transaction)
        if let known = try await store.load(on: [date], .update).first { return known }
        let (day, _) = try AlleviationDay.plan(id: .make(), on: date)
        // Another instance may have planned it meanwhile.
        guard try await store.insert(day) else { return try await plan(date, act, in: transaction) }
        try renewDeadlines(of: [(day, act.trace)], in: transaction)
        try HistoryStore(transaction: transaction).append([HistoryEntry(.day, day.id, "plan", act)])
        return day
    }
}
