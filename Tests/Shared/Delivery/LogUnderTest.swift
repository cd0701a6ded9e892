import Eventing
import Postgres
import TestSupport
import Vocabulary

@testable import Delivery

/// Something to tell of a subject.
struct Noted: Event {
    static let type = EventType("tests", "note", "noted")
    var subject: String

    init(subject: String) { self.subject = subject }

    init(_ fields: inout some FieldCoder, _ noted: Noted?) throws(EventFault) {
        subject = try fields.field("subject", noted?.subject)
    }
}

/// Something that nobody listens to.
struct Muttered: Event {
    static let type = EventType("tests", "murmur", "muttered")
    var subject: String

    init(subject: String) { self.subject = subject }

    init(_ fields: inout some FieldCoder, _ muttered: Muttered?) throws(EventFault) {
        subject = try fields.field("subject", muttered?.subject)
    }
}

/// A log in a schema of its own, on a server of its own, with transactions that a test opens and commits step by step.
struct LogUnderTest: Sendable {
    let configuration: PostgresConfiguration
    let pool: PostgresPool
    let reader: PostgresConnection
    private let log = EventLog(partitioning: Partitioning(count: 4), wakeup: Wakeup())
    private let cursor = Kept<LogCursor>()

    /// - Parameter instance: the server's name. Suites that run side by side have one each.
    static func with(
        instance: String = "log", _ body: (LogUnderTest) async throws -> Void
    ) async throws {
        let server = try await OwnServer(.postgres, instance: instance)
        let schema = "t_log_\(UUIDv7.make().description.suffix(12))"
        let configuration = try await server.postgres(schema: schema)
        try await Road.migrate(configuration)
        let pool = PostgresPool(configuration: PoolConfiguration(connection: configuration, maximumConnections: 6))
        let reader = try await LogReader.connect(configuration)
        try await body(LogUnderTest(configuration: configuration, pool: pool, reader: reader))
        await reader.close()
        try await pool.execute("DROP SCHEMA \(identifier: schema) CASCADE")
        await pool.close()
    }

    /// Appends an event in a transaction of its own, which is committed on return.
    func append(_ subject: String) async throws {
        try await append([subject])
    }

    /// Appends events in one transaction, which is committed on return.
    func append(_ subjects: [String]) async throws {
        let events = try subjects.map { try PendingEvent(Noted(subject: $0)) }
        try await pool.withTransaction { try log.append(events, in: $0) }
    }

    /// Begins a transaction that stays open.
    func begin() async throws -> OpenTransaction {
        try await OpenTransaction(configuration, log)
    }

    /// Reads all that can be read, as `subject` and version.
    /// - Parameters:
    ///   - maximumAhead: how many events are read ahead of the fence.
    ///   - restarting: whether each page is read by a reader that starts anew, and has what was saved and nothing else.
    func read(pageSize: Int = 100, maximumAhead: Int = 0, restarting: Bool = false) async throws -> [String] {
        let reader = LogReader(session: reader, service: "tests", pageSize: pageSize, maximumAhead: maximumAhead)
        var cursor = try await reader.loadCursor()
        if !restarting, let kept = await self.cursor.value { cursor = kept }
        var seen: [String] = []
        while case .page(let page) = try await reader.nextPage(at: &cursor) {
            seen += page.events.map { "\($0.envelope.subject)\($0.envelope.subjectVersion)" }
            cursor.advance(past: page)
            try await reader.save(cursor)
            if restarting { cursor = try await reader.loadCursor() }
        }
        await self.cursor.keep(cursor)
        return seen
    }

    /// What the reader says when there is nothing to read.
    func readNothing(maximumAhead: Int) async throws -> LogReader.NextPage {
        let reader = LogReader(session: reader, service: "tests", maximumAhead: maximumAhead)
        var cursor = try await reader.loadCursor()
        return try await reader.nextPage(at: &cursor)
    }

    /// How many rows of the log the reader has looked at so far.
    func rowsLookedAt() async throws -> Int64 {
        // Sessions tell it once a second unless they are asked to.
        try await reader.execute("SELECT pg_stat_force_next_flush()")
        return try await pool.query(
            """
            SELECT sum(seq_tup_read + idx_tup_fetch)::bigint FROM pg_stat_user_tables
            WHERE schemaname = current_schema() AND relname LIKE 'event\\_log\\_%'
            """
        ).decode(Int64.self)[0]
    }

    func positionsVisible() async throws -> [Int64] {
        try await pool.query("SELECT position FROM event_log ORDER BY position").decode(Int64.self)
    }

    enum Order { case ascending, descending, mixed }

    /// How the transaction ids of a subject's events run when these are ordered by version.
    func transactionIDsOf(_ subject: String) async throws -> Order {
        let ids = try await pool.query(
            "SELECT xid FROM event_log WHERE subject = \(subject) ORDER BY subject_version"
        ).decode(TransactionID.self)
        return ids == ids.sorted() ? .ascending : ids == ids.sorted().reversed() ? .descending : .mixed
    }
}

/// A value that outlives one call.
actor Kept<Value: Sendable> {
    private(set) var value: Value?

    func keep(_ value: Value) { self.value = value }
}

/// A transaction that does one step after the other, as a test tells it.
struct OpenTransaction: Sendable {
    private enum Step {
        case append(String)
        case takeTransactionID
    }

    private let steps: AsyncStream<(Step, CheckedContinuation<Void, any Error>)>.Continuation
    private let task: Task<Void, any Error>
    /// Tells it from others.
    let number = Int.random(in: 0..<1_000_000_000)

    init(_ configuration: PostgresConfiguration, _ log: EventLog) async throws {
        let connection = try await PostgresConnection.connect(configuration)
        let (stream, steps) = AsyncStream<(Step, CheckedContinuation<Void, any Error>)>.makeStream()
        self.steps = steps
        task = Task {
            try await connection.withTransaction { transaction in
                for await (step, done) in stream {
                    do {
                        switch step {
                        case .append(let subject):
                            try log.append([PendingEvent(Noted(subject: subject))], in: transaction)
                            try await transaction.execute("SELECT 1")
                        case .takeTransactionID:
                            try await transaction.execute("SELECT pg_current_xact_id()")
                        }
                        done.resume()
                    } catch {
                        done.resume(throwing: error)
                    }
                }
            }
            await connection.close()
        }
    }

    func append(_ subject: String) async throws { try await take(.append(subject)) }
    func takeTransactionID() async throws { try await take(.takeTransactionID) }

    func commit() async throws {
        steps.finish()
        try await task.value
    }

    private func take(_ step: Step) async throws {
        try await withCheckedThrowingContinuation { steps.yield((step, $0)) }
    }
}
