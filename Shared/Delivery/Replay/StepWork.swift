internal import Eventing
internal import Postgres
internal import Vocabulary

/// Carries out one step of a plan within a transaction, under the lock of the event's subject, which the pump takes too:
/// nothing of the subject is handled meanwhile.
///
/// What becomes of the event, the events told in turn and the step's outcome are one commit, so that a run that was killed
/// goes on with no event handled twice, and none forgotten.
struct StepWork: Sendable {
    let plan: Int64
    let handlers: EventHandlers
    let log: EventLog
    /// Notes in the service's audit trail what was done to which event.
    let note: Replay.Note

    /// What came of a step.
    enum Result: Sendable, Equatable {
        /// The event is settled, and these types of events were told in turn.
        case done(told: [String])
        /// The event is not parked any more, or was known.
        case gone
        /// Another runner settled the step.
        case elsewhere
    }

    /// An earlier event of the subject waits still.
    struct HeldBack: Error, CustomStringConvertible {
        var behind: Int64
        var description: String { "event \(behind) of its subject waits before it" }
    }

    /// Carries out a step that is pending.
    func carryOut(_ step: ParkedStep, in transaction: PostgresTransaction) async throws -> Result {
        let pending = try await transaction.query(
            """
            SELECT corrected FROM parked_step WHERE plan = \(plan) AND place = \(step.place) AND outcome IS NULL FOR UPDATE
            """
        ).decode([UInt8]?.self)
        guard let correction = pending.first else { return .elsewhere }
        let subject = try await SubjectLock.take(source: step.source, subject: step.subject, in: transaction)
        guard let event = try await StoredEvent.lock(step.event, in: transaction) else {
            try settle(step, .gone, in: transaction)
            return .gone
        }
        try await expectFirst(event, in: transaction)
        try transaction.send("DELETE FROM parked_events WHERE number = \(event.number)")
        let result =
            switch step.decision {
            case .discard: try await discard(event, subject, in: transaction)
            case .replay, .edit: try await handle(event, correctedBy: correction, subject, in: transaction)
            }
        switch result {
        case .done(let told): try settle(step, .done, told: told, in: transaction)
        case .gone, .elsewhere: try settle(step, .gone, in: transaction)
        }
        if step.decision != .replay { try note(step.decision, describe(step), transaction) }
        try takeInLatecomers(step, in: transaction)
        return result
    }

    /// An event that holds its subject is settled only as the first of those that wait.
    private func expectFirst(_ event: StoredEvent, in transaction: PostgresTransaction) async throws {
        guard event.cause.holdsSubject, let envelope = event.envelope else { return }
        let earlier = try await transaction.query(
            """
            SELECT number FROM parked_events
            WHERE source = \(envelope.source.description) AND subject = \(envelope.subject)
                AND subject_version < \(envelope.subjectVersion)
                AND cause = ANY (\(ParkingCause.allCases.filter(\.holdsSubject)))
            ORDER BY subject_version LIMIT 1
            """
        ).decode(Int64.self)
        if let first = earlier.first { throw HeldBack(behind: first) }
    }

    // MARK: - What becomes of the event

    private func handle(
        _ event: StoredEvent, correctedBy correction: [UInt8]?, _ subject: SubjectLock?,
        in transaction: PostgresTransaction
    ) async throws -> Result {
        guard let envelope = try event.envelope(correctedBy: correction, for: handlers) else { return .gone }
        if !event.cause.isClaimed {
            // One that could not be read names its subject only now that it is corrected.
            let lock =
                if let subject { subject } else {
                    try await SubjectLock.take(
                        source: envelope.source.description, subject: envelope.subject, in: transaction)
                }
            guard try await lock.pass(envelope, in: transaction) else { return .gone }
        }
        let told = try await handlers.handle([envelope], in: transaction)
        try log.append(told, in: transaction)
        return .done(told: told.map(\.type.name))
    }

    /// Strikes an event out. Its subject goes on past it, unless the event was none of that subject's.
    private func discard(
        _ event: StoredEvent, _ subject: SubjectLock?, in transaction: PostgresTransaction
    ) async throws -> Result {
        if event.cause == .outOfTime, let envelope = event.envelope, let subject,
            envelope.subjectVersion == subject.next
        {
            _ = try await subject.pass(envelope, in: transaction)
        }
        return .done(told: [])
    }

    // MARK: - The plan

    private func settle(
        _ step: ParkedStep, _ outcome: StepOutcome, told: [String] = [], in transaction: PostgresTransaction
    ) throws {
        try transaction.send(
            """
            UPDATE parked_step SET outcome = \(outcome), told = \(told), settled_at = clock_timestamp()
            WHERE plan = \(plan) AND place = \(step.place)
            """)
    }

    /// What came to wait behind the event since the plan was made would have nothing before it any more, so it follows.
    private func takeInLatecomers(_ step: ParkedStep, in transaction: PostgresTransaction) throws {
        guard let source = step.source, let subject = step.subject else { return }
        try transaction.send(
            """
            INSERT INTO parked_step (
                plan, plan_decision, place, decision, event, id, source, subject, subject_version, type)
            SELECT number, decision,
                (SELECT max(place) FROM parked_step WHERE plan = number) + row_number() OVER (ORDER BY version, event),
                'replay', event, id, \(source), \(subject), version, type
            FROM parked_plan, (
                SELECT number AS event, id, subject_version AS version, type FROM parked_events
                WHERE source = \(source) AND subject = \(subject) AND cause = \(ParkingCause.behind)
                    AND NOT EXISTS (SELECT FROM parked_step WHERE plan = \(plan) AND parked_step.event = number)
            ) AS latecomer
            WHERE number = \(plan)
            """)
    }

    private func describe(_ step: ParkedStep) -> String {
        guard let id = step.id, let source = step.source, let subject = step.subject else {
            return "parked event \(step.event) by plan \(plan)"
        }
        return "parked event \(step.event) by plan \(plan): \(id) of \(source) \(subject)"
    }
}
