import Eventing
import Logging
import Postgres
import Synchronization
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("Deadlines", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct DeadlineTests {
    private static let noon = Instant.example()

    private static func minutes(_ count: Int64) -> Instant {
        Instant(milliseconds: noon.milliseconds + count * 60_000)
    }

    @Test(
        "that passed while nobody worked are worked in the order in which they were due, with the time that they were due"
    )
    func caughtUp() async throws {
        try await Clockwork.with { clockwork in
            try await clockwork.set("pay", [("c", Self.minutes(3)), ("a", Self.minutes(1)), ("b", Self.minutes(2))])
            clockwork.now = Self.minutes(60)
            try await clockwork.working {
                try await clockwork.awaitWorked(3)
                #expect(await eventually { clockwork.status.lateness == 0 })
            }
            #expect(
                try await clockwork.worked() == [
                    "pay a \(Self.minutes(1))", "pay b \(Self.minutes(2))", "pay c \(Self.minutes(3))",
                ])
            #expect(try await clockwork.left() == [])
        }
    }

    @Test("are not worked before their time")
    func notBefore() async throws {
        try await Clockwork.with { clockwork in
            try await clockwork.set("pay", [("a", Self.minutes(1)), ("b", Self.minutes(30))])
            clockwork.now = Self.minutes(1)
            try await clockwork.working {
                try await clockwork.awaitWorked(1)
                clockwork.now = Self.minutes(30)
                try await clockwork.awaitWorked(2)
            }
        }
    }

    @Test("are struck out by index, though the server planned it while there were none")
    func struck() async throws {
        try await Clockwork.with { clockwork in
            try await clockwork.analyze()
            // So often that the server has settled on a plan.
            for _ in 0..<8 { _ = try await clockwork.strike("pay", of: ["none"]) }
            try await clockwork.set("pay", (0..<3000).map { ("order \($0)", Self.minutes(1)) })
            let looked = try await clockwork.strike("pay", of: ["order 7", "order 2000", "none"])
            #expect(looked == 2)
            #expect(try await clockwork.left().count == 2998)
        }
    }

    @Test("of one subject are worked in order though they are of several kinds")
    func kinds() async throws {
        try await Clockwork.with { clockwork in
            try await clockwork.set("answer", [("a", Self.minutes(2)), ("b", Self.minutes(1))])
            try await clockwork.set("pay", [("a", Self.minutes(1)), ("b", Self.minutes(2))])
            clockwork.now = Self.minutes(5)
            try await clockwork.working {
                try await clockwork.awaitWorked(4)
            }
            let worked = try await clockwork.worked()
            #expect(worked.filter { $0.contains(" a ") }.map { $0.prefix(3) } == ["pay", "ans"])
            #expect(worked.filter { $0.contains(" b ") }.map { $0.prefix(3) } == ["ans", "pay"])
        }
    }

    @Test("that fail hold up later ones of their subject and nothing else, and are tried again")
    func failing() async throws {
        try await Clockwork.with { clockwork in
            try await clockwork.set("pay", [("a", Self.minutes(1)), ("bad", Self.minutes(1)), ("c", Self.minutes(1))])
            try await clockwork.set("answer", [("bad", Self.minutes(2)), ("d", Self.minutes(2))])
            clockwork.now = Self.minutes(5)
            try await clockwork.working {
                try await clockwork.awaitWorked(3)
                #expect(await eventually { clockwork.status.failed >= 2 })
                let left = try await clockwork.left()
                #expect(left == ["answer bad", "pay bad: it is refused"])
                clockwork.refused = nil
                try await clockwork.awaitWorked(5)
            }
            let last = try await clockwork.worked().suffix(2)
            #expect(last.map { String($0.prefix(7)) } == ["pay bad", "answer "])
        }
    }

    @Test("that fail again and again are in the log when they begin to, and when they are worked at last")
    func lines() async throws {
        try await Clockwork.with { clockwork in
            try await clockwork.set("pay", [("bad", Self.minutes(1)), ("c", Self.minutes(1))])
            clockwork.now = Self.minutes(5)
            let recorder = Recorder()
            let logger = Logger(label: "clockwork") { _ in Recording(recorder: recorder, logLevel: .notice) }
            try await clockwork.working(logger: logger) {
                #expect(await eventually { clockwork.status.failed >= 3 })
                clockwork.refused = nil
                try await clockwork.awaitWorked(2)
            }
            #expect(
                recorder.warnings == [
                    "a deadline fails, and is tried again until it can be worked",
                    "a deadline that failed is worked at last",
                ])
            #expect(recorder.metadata("subject") == ["bad", "bad"])
        }
    }

    @Test(
        "belong to the trace of what set them, also when they are set again for the same time, but not when they are moved"
    )
    func traces() async throws {
        let (first, other) = (TraceContext.begin(), TraceContext.begin())
        try await Clockwork.with { clockwork in
            try await clockwork.set("pay", [("kept", Self.minutes(1)), ("moved", Self.minutes(1))], in: first)
            try await clockwork.set("pay", [("kept", Self.minutes(1)), ("moved", Self.minutes(2))], in: other)
            try await clockwork.set("pay", [("free", Self.minutes(3))])
            clockwork.now = Self.minutes(5)
            try await clockwork.working { try await clockwork.awaitWorked(3) }
            let traces = try await clockwork.tracesWorkedIn()
            #expect(traces == ["kept": first, "moved": other, "free": nil])
        }
    }

    @Test("rest longer after each failure, but not for ever")
    func pauses() {
        #expect(
            (1...4).map { DeadlineWorker.pause(after: $0) } == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
        #expect(DeadlineWorker.pause(after: 40) == .seconds(600))
    }

    @Test(
        "are worked once each by whichever of two workers gets hold of them, and survive the loss of every connection")
    func once() async throws {
        try await Clockwork.with { clockwork in
            let subjects = (0..<3000).map { "s\($0)" }
            try await clockwork.set("pay", subjects.map { ($0, Self.minutes(1)) })
            clockwork.now = Self.minutes(5)
            try await clockwork.working {
                try await clockwork.working {
                    for part in [500, 1000] {
                        try await clockwork.awaitWorked(part)
                        try await clockwork.killConnections()
                    }
                    try await clockwork.awaitWorked(3000)
                }
            }
            let worked = try await clockwork.worked()
            #expect(Set(worked).count == 3000 && worked.count == 3000)
            #expect(try await clockwork.left() == [])
        }
    }
}

/// A schema with deadlines, workers over it, and a time that a test sets.
private final class Clockwork: Sendable {
    private let pool: PostgresPool
    private let witness: PostgresConnection
    private let state = Mutex((now: Instant.example(), refused: String?.some("bad")))
    private let last = Mutex<DeadlineWorker?>(nil)

    struct Refused: Error, CustomStringConvertible {
        var description: String { "it is refused" }
    }

    private init(pool: PostgresPool, witness: PostgresConnection) {
        self.pool = pool
        self.witness = witness
    }

    static func with(_ body: (Clockwork) async throws -> Void) async throws {
        try await Road.withTables { pool, database in
            try await pool.execute(
                """
                CREATE TABLE worked (
                    place bigint GENERATED ALWAYS AS IDENTITY, kind text, subject text, due timestamptz, traceparent text)
                """)
            let witness = try await PostgresConnection.connect(database)
            try await body(Clockwork(pool: pool, witness: witness))
            await witness.close()
        }
    }

    var now: Instant {
        get { state.withLock { $0.now } }
        set { state.withLock { $0.now = newValue } }
    }

    /// The subject whose deadlines fail.
    var refused: String? {
        get { state.withLock { $0.refused } }
        set { state.withLock { $0.refused = newValue } }
    }

    var status: DeadlineStatus { last.withLock { $0?.currentStatus } ?? DeadlineStatus() }

    func set(
        _ kind: String, _ deadlines: [(subject: String, due: Instant)], in trace: TraceContext? = nil
    ) async throws {
        let traced = deadlines.map { (subject: $0.subject, due: $0.due, trace: trace) }
        try await pool.withTransaction { try Deadlines.set(kind, traced, in: $0) }
    }

    /// Has the server know how many deadlines there are.
    func analyze() async throws {
        try await witness.execute("ANALYZE deadline")
    }

    /// Strikes out, and tells how many rows were looked at for it.
    func strike(_ kind: String, of subjects: [String]) async throws -> Int64 {
        try await pool.withTransaction { transaction in
            let before = try await looked(in: transaction)
            try Deadlines.strike(kind, of: subjects, in: transaction)
            return try await looked(in: transaction) - before
        }
    }

    private func looked(in transaction: PostgresTransaction) async throws -> Int64 {
        let looked = try await transaction.query(
            """
            SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_xact_user_tables
            WHERE schemaname = current_schema() AND relname = 'deadline'
            """
        ).decode(Int64.self)
        return try #require(looked.first)
    }

    /// Runs a worker while the body runs.
    func working(logger: Logger = Road.logger, _ body: () async throws -> Void) async throws {
        let worker = DeadlineWorker(
            pool: pool, log: EventLog(partitioning: Partitioning(count: 1), wakeup: Wakeup()), handlers: handlers,
            now: { self.now }, logger: logger)
        last.withLock { $0 = worker }
        let running = Task { await worker.run() }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        running.cancel()
        await running.value
        try outcome.get()
    }

    private var handlers: DeadlineHandlers {
        var handlers = DeadlineHandlers()
        for kind in ["pay", "answer"] {
            handlers.on(kind) { passed, transaction in
                if passed.contains(where: { $0.subject == self.refused }) { throw Refused() }
                try await transaction.execute(
                    """
                    INSERT INTO worked (kind, subject, due, traceparent)
                    SELECT \(kind), * FROM unnest(
                        \(passed.map(\.subject)), \(passed.map(\.due)), \(passed.map(\.trace?.description)))
                    """)
                return []
            }
        }
        return handlers
    }

    /// What took effect, in order.
    func worked() async throws -> [String] {
        try await witness.query("SELECT kind, subject, due FROM worked ORDER BY place")
            .decode(String.self, String.self, Instant.self).map { "\($0) \($1) \($2)" }
    }

    /// In which trace each subject's deadline was worked last.
    func tracesWorkedIn() async throws -> [String: TraceContext?] {
        let rows = try await witness.query("SELECT subject, traceparent FROM worked ORDER BY place")
        return try rows.decode(String.self, String?.self).reduce(into: [:]) { traces, row in
            traces.updateValue(row.1.flatMap { TraceContext($0) }, forKey: row.0)
        }
    }

    /// Waits until at least so many took effect.
    func awaitWorked(_ count: Int) async throws {
        let isReached = try await eventually { try await worked().count >= count }
        #expect(isReached)
    }

    /// What has not been worked.
    func left() async throws -> [String] {
        try await witness.query("SELECT kind || ' ' || subject || coalesce(': ' || error, '') FROM deadline ORDER BY 1")
            .decode(String.self)
    }

    /// Ends every session on the schema but the one that looks on.
    func killConnections() async throws {
        try await witness.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()
            """)
    }
}
