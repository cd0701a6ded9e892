import Eventing
import Postgres
import Synchronization
import TestSupport
import Vocabulary

@testable import Delivery

/// A service, `hearer`, whose handler refuses the subjects that its table `refused` names, with events of `tests` that
/// wait for it. It keeps what it hears in a table and mutters of it.
struct ParkingLot: Sendable {
    let pool: PostgresPool
    let configuration: PostgresConfiguration
    let log = EventLog(partitioning: Partitioning(count: 2), wakeup: Wakeup())
    let noted = NoteBook()

    static func with(_ body: (ParkingLot) async throws -> Void) async throws {
        try await Road.withTables { pool, configuration in
            try await pool.execute(
                "CREATE TABLE heard (place bigint GENERATED ALWAYS AS IDENTITY, subject text, version integer, data text)"
            )
            try await pool.execute("CREATE TABLE refused (subject text PRIMARY KEY)")
            try await body(ParkingLot(pool: pool, configuration: configuration))
        }
    }

    struct Refused: Error, CustomStringConvertible {
        var description: String { "the subject is refused" }
    }

    var handlers: EventHandlers {
        var handlers = EventHandlers()
        handlers.on(Noted.self) { events, transaction in
            let refused = try await transaction.query(
                "SELECT subject FROM refused WHERE subject = ANY (\(events.map(\.body.subject)))")
            guard refused.isEmpty else { throw Refused() }
            try await transaction.execute(
                """
                INSERT INTO heard (subject, version, data)
                SELECT * FROM unnest(
                    \(events.map(\.body.subject)), \(events.map(\.envelope.subjectVersion)),
                    \(events.map { String(decoding: $0.envelope.data, as: UTF8.self) }))
                """)
            return try events.map { try PendingEvent(Muttered(subject: $0.body.subject), causedBy: $0.envelope) }
        }
        return handlers
    }

    func refuse(_ subjects: String...) async throws {
        try await pool.execute("INSERT INTO refused SELECT unnest(\(subjects))")
    }

    func mend() async throws {
        try await pool.execute("DELETE FROM refused")
    }

    // MARK: - Events that wait

    func event(_ subject: String, _ version: Int32, madeOn day: Day = Day(of: .wallTime())) throws -> EventEnvelope {
        let ago = Int64(Day(of: .wallTime()) - day) * 86_400_000
        return EventEnvelope(
            id: .make(at: Instant(milliseconds: Instant.wallTime().milliseconds - ago)), source: Noted.type.source,
            type: Noted.type.name, subject: subject, subjectVersion: version, time: .wallTime(),
            correlationID: .make(), data: try Noted(subject: subject).encoded())
    }

    /// Parks an event as the pump does, and returns its number.
    @discardableResult
    func park(_ event: EventEnvelope, _ cause: ParkingCause = .failed) async throws -> Int64 {
        try await pool.withTransaction { transaction in
            if cause.holdsSubject {
                try Inbox.claim([event], in: transaction)
                let subject = HeardSubject(of: event)
                let standings = try await Standings.lock([subject], in: transaction)
                try Inbox.note([subject: event.subjectVersion], since: standings, in: transaction)
            }
            let arrived = ArrivedEvent(envelope: event, queue: "hearer.tests.note.0")
            try ParkedEvent(arrived, Refusal(cause: cause, error: "the subject is refused", attempts: 2)).park(
                in: transaction)
            return try await transaction.query("SELECT max(number) FROM parked_events").decode(Int64.self)[0]
        }
    }

    /// Parks versions of a subject: the first has failed, and the others wait behind it.
    @discardableResult
    func park(_ subject: String, _ versions: ClosedRange<Int32>) async throws -> [Int64] {
        var numbers: [Int64] = []
        for version in versions {
            numbers.append(
                try await park(try event(subject, version), version == versions.lowerBound ? .failed : .behind))
        }
        return numbers
    }

    /// Parks bytes that are no event, and returns their number.
    func park(unreadable bytes: String, on queue: String = "hearer.tests.note.0") async throws -> Int64 {
        try await pool.withTransaction { transaction in
            try ParkedEvent(unreadable: Array(bytes.utf8), queue: queue, fault: .malformed(at: 0))
                .park(in: transaction)
            return try await transaction.query("SELECT max(number) FROM parked_events").decode(Int64.self)[0]
        }
    }

    /// Takes in an event that arrives now, as the pump does: behind what waits of its subject, or into effect.
    func arrive(_ event: EventEnvelope) async throws {
        try await pool.withTransaction { transaction in
            _ = try await handlers.receive([event], from: "hearer.tests.note.0", log: log, in: transaction)
        }
    }

    /// Takes in an event of which the process has died before, as the pump does in its careful way.
    func arriveFatal(_ event: EventEnvelope) async throws {
        let refusal = Refusal(cause: .fatal, error: "the process died of it", attempts: 2)
        let arrived = ArrivedEvent(envelope: event, queue: "hearer.tests.note.0", refusal: refusal)
        try await pool.withTransaction { transaction in
            _ = try await Reception(handlers: handlers, log: log, transaction: transaction).receive([arrived])
        }
    }

    // MARK: - What people do

    func replay(handlers: EventHandlers? = nil) -> Replay {
        Replay(pool: pool, handlers: handlers ?? self.handlers, log: log) { decision, event, _ in
            noted.add("\(decision.rawValue) \(event)")
        }
    }

    func propose(
        _ decision: ParkedDecision, _ criteria: ParkedCriteria, by actor: String = "li",
        because reason: String = "the handler is mended"
    ) async throws -> ParkedPlans.Made {
        try await pool.withTransaction { transaction in
            try await ParkedPlans(in: transaction).propose(
                decision, criteria, Signature(actor, because: reason, at: .wallTime()))
        }
    }

    /// A replay that li proposed and wang approved.
    func agree(on criteria: ParkedCriteria) async throws -> Int64 {
        let plan = try await propose(.replay, criteria).plan.number
        try await approve(plan, by: "wang")
        return plan
    }

    /// A replay that is only to be rehearsed.
    func plan(_ criteria: ParkedCriteria, by actor: String = "li") async throws -> ParkedPlan {
        try await pool.withTransaction { transaction in
            try await ParkedPlans(in: transaction).plan(criteria, Signature(actor, because: "", at: .wallTime())).plan
        }
    }

    func edit(_ event: Int64, into correction: String, by actor: String = "li") async throws -> Int64 {
        try await pool.withTransaction { transaction in
            try await ParkedPlans(in: transaction).proposeEdit(
                of: event, into: Array(correction.utf8), for: handlers,
                Signature(actor, because: "it was wrong", at: .wallTime()))
        }.plan.number
    }

    func approve(_ plan: Int64, by actor: String) async throws {
        try await pool.withTransaction { transaction in
            try await ParkedPlans(in: transaction).approve(plan, Signature(actor, because: "", at: .wallTime()))
        }
    }

    @discardableResult
    func run(
        _ plan: Int64, stopAfter: Int = 1, handlers: EventHandlers? = nil,
        report: (Replay.Progress) -> Void = { _ in }
    ) async throws -> ParkedPlan {
        try await replay(handlers: handlers).run(
            plan, pace: Replay.Pace(perSecond: 1000, stopAfter: stopAfter), report: report)
    }

    // MARK: - What came of it

    /// What took effect, as versions by subject, in order.
    func heard() async throws -> [String: [Int32]] {
        try await pool.query("SELECT subject, version FROM heard ORDER BY place").decode(String.self, Int32.self)
            .reduce(into: [:]) { heard, row in heard[row.0, default: []].append(row.1) }
    }

    func count(_ table: String) async throws -> Int64 {
        try await pool.query("SELECT count(*) FROM \(identifier: table)").decode(Int64.self)[0]
    }

    func outcomes(of plan: Int64) async throws -> [StepOutcome?] {
        try await steps(of: plan).map(\.outcome)
    }

    func steps(of plan: Int64) async throws -> [ParkedStep] {
        try await pool.withTransaction { try await ParkedPlans(in: $0).steps(of: plan, limit: 1000) }
    }
}

/// Keeps what was noted for the audit trail.
final class NoteBook: Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    func add(_ line: String) { kept.withLock { $0.append(line) } }
}
