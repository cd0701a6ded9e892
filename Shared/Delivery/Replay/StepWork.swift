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
        let standing = try await lockSubject(of: step, in: transaction)
        guard let event = try await UnsettledEvent.lock(step.event, in: transaction) else {
            try settle(step, .gone, in: transaction)
            return .gone
        }
        try await expectFirst(event, in: transaction)
        try transaction.send("DELETE FROM parked_events WHERE number = \(event.number)")
        let result =
            switch step.decision {
            case .discard: try await discard(event, standing, in: transaction)
            case .replay, .edit: try await handle(event, correctedBy: correction, in: transaction)
            }
        switch result {
        case .done(let told): try settle(step, .done, told: told, in: transaction)
        case .gone, .elsewhere: try settle(step, .gone, in: transaction)
        }
        if step.decision != .replay { try note(step.decision, describe(step), transaction) }
        try takeInLatecomers(step, in: transaction)
        return result
    }

    /// Waits for whoever handles events of the subject, and keeps others out until the end of the transaction.
    private func lockSubject(
        of step: ParkedStep, in transaction: PostgresTransaction
    ) async throws -> OrderProof.Standing {
        guard let source = step.source.flatMap({ EventSource($0) }), let name = step.subject else {
            return OrderProof.Standing()
        }
        let subject = HeardSubject(source, name)
        return try await Standings.lock([subject], in: transaction)[subject] ?? OrderProof.Standing()
    }

    /// An event that holds its subject is settled only as the first of those that wait.
    private func expectFirst(_ event: UnsettledEvent, in transaction: PostgresTransaction) async throws {
        guard event.cause.holdsSubject, let envelope = event.envelope else { return }
        let earlier = try await transaction.query(
            """
            SELECT number FROM parked_events
            WHERE source = \(envelope.source.description) AND subject = \(envelope.subject)
                AND subject_version < \(envelope.subjectVersion)
                AND cause = ANY (\(ParkingCause.holding))
            ORDER BY subject_version LIMIT 1
            """
        ).decode(Int64.self)
        if let first = earlier.first { throw HeldBack(behind: first) }
    }

    // MARK: - What becomes of the event

    private func handle(
        _ event: UnsettledEvent, correctedBy correction: [UInt8]?, in transaction: PostgresTransaction
    ) async throws -> Result {
        guard let envelope = try event.envelope(correctedBy: correction, for: handlers) else { return .gone }
        // What holds its subject was claimed when it was parked; any other is received as if it came only now.
        guard event.cause.holdsSubject else {
            return try await receive(ArrivedEvent(envelope: envelope, queue: event.queue), in: transaction)
        }
        let told = try await handlers.handle([envelope], in: transaction)
        try log.append(told, in: transaction)
        return .done(told: told.map(\.type.name))
    }

    /// Receives an event that nobody claimed: it takes effect if it is the next of its subject, and waits for what is
    /// missing before it otherwise.
    private func receive(_ event: ArrivedEvent, in transaction: PostgresTransaction) async throws -> Result {
        let reception = Reception(handlers: handlers, log: log, transaction: transaction)
        let outcome = try await reception.receiveAlone(event)
        try await goOn(with: outcome.goingOn, by: reception)
        if outcome.repeated > 0, outcome.handled == 0 { return .gone }
        let told = try await transaction.query(
            """
            SELECT type FROM event_log
            WHERE xid = pg_current_xact_id() AND causation_id = \(event.envelope.id) ORDER BY position
            """)
        return .done(told: try told.decode(String.self))
    }

    /// Strikes an event out. Its subject goes on past one that is its own, and what was stored behind that follows.
    private func discard(
        _ event: UnsettledEvent, _ standing: OrderProof.Standing, in transaction: PostgresTransaction
    ) async throws -> Result {
        if event.cause == .outOfTime, let envelope = event.envelope, envelope.subjectVersion == standing.last + 1 {
            let subject = HeardSubject(of: envelope)
            try Inbox.note([subject: envelope.subjectVersion], since: [subject: standing], in: transaction)
            let reception = Reception(handlers: handlers, log: log, transaction: transaction)
            try await goOn(with: [subject], by: reception)
        }
        return .done(told: [])
    }

    /// Has what is stored of subjects follow, up to the next gap.
    private func goOn(with subjects: [HeardSubject], by reception: Reception) async throws {
        for subject in subjects {
            while try await reception.follow(subject).goingOn.contains(subject) {}
        }
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

    /// What came to wait behind the event since the plan was made would have nothing before it any more, so it follows: up to
    /// one that is to be decided on by itself, as one that the process died of.
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
                SELECT number AS event, id, subject_version AS version, type,
                    bool_and(cause = \(ParkingCause.behind)) OVER (ORDER BY subject_version) AS follows
                FROM parked_events
                WHERE source = \(source) AND subject = \(subject) AND cause = ANY (\(ParkingCause.holding))
                    AND NOT EXISTS (SELECT FROM parked_step WHERE plan = \(plan) AND parked_step.event = number)
            ) AS latecomer
            WHERE number = \(plan) AND follows
            """)
    }

    private func describe(_ step: ParkedStep) -> String {
        guard let id = step.id, let source = step.source, let subject = step.subject else {
            return "parked event \(step.event) by plan \(plan)"
        }
        return "parked event \(step.event) by plan \(plan): \(id) of \(source) \(subject)"
    }
}
