internal import Eventing
public import Postgres
internal import Vocabulary

/// Runs plans for what waits: step by step, each in a transaction of its own, in groups that double.
public struct Replay: Sendable {
    /// Notes in the service's audit trail that an event was discarded or edited.
    public typealias Note = @Sendable (ParkedDecision, _ event: String, PostgresTransaction) throws -> Void

    let pool: PostgresPool
    let handlers: EventHandlers
    let log: EventLog
    let note: Note

    /// How often a step that lost to another transaction is tried again before it counts as failed.
    static let maximumConflicts = 5

    /// Makes a runner of plans over a service's schema and its handlers.
    public init(pool: PostgresPool, handlers: EventHandlers, log: EventLog, note: @escaping Note) {
        self.pool = pool
        self.handlers = handlers
        self.log = log
        self.note = note
    }

    /// How a run goes.
    public struct Pace: Sendable {
        /// How many events a second at most.
        public var perSecond: Int
        /// At so many failures it stops.
        public var stopAfter: Int

        /// Sets rate and bound.
        public init(perSecond: Int, stopAfter: Int) {
            self.perSecond = perSecond
            self.stopAfter = stopAfter
        }
    }

    /// A group of a run that is complete, or at which the run stopped.
    public struct Progress: Sendable, Equatable {
        /// Counts the groups of the run from 1.
        public let group: Int
        /// How many events of it were tried.
        public let tried: Int
        /// How many of these failed.
        public let failures: Int
    }

    // MARK: - Running

    /// Runs a plan, for the first time or on from where it stopped or was killed.
    ///
    /// In an outage of the database it throws; what is settled stays settled, and the plan can be run on.
    /// - Parameter report: is called after each group.
    /// - Returns: the plan as it is then: done, or stopped at failures.
    public func run(
        _ plan: Int64, pace: Pace, report: (Progress) -> Void = { _ in }
    ) async throws -> ParkedPlan {
        try await pool.withTransaction { try await ParkedPlans(in: $0).begin(plan) }
        var course = CanaryCourse(stopAfter: pace.stopAfter)
        var due = ContinuousClock.now
        while let step = try await nextStep(of: plan) {
            try await Task.sleep(until: due)
            due = max(due, .now - .seconds(1)) + .seconds(1) / max(1, pace.perSecond)
            guard let isFailure = try await settle(step, of: plan) else { continue }
            switch course.note(isFailure: isFailure) {
            case .goOn: continue
            case .endGroup(let group): report(Progress(group))
            case .stop(let group):
                report(Progress(group))
                return try await end(plan)
            }
        }
        if course.current.tried > 0 { report(Progress(course.current)) }
        return try await end(plan)
    }

    private func end(_ plan: Int64) async throws -> ParkedPlan {
        try await pool.withTransaction { transaction in
            try await ParkedPlans(in: transaction).end(plan)
            return try await ParkedPlans(in: transaction).plan(plan)
        }
    }

    private func nextStep(of plan: Int64) async throws -> ParkedStep? {
        try await pool.query(
            """
            SELECT place, event, decision, outcome, error, told, id, source, subject, subject_version, type
            FROM parked_step WHERE plan = \(plan) AND outcome IS NULL ORDER BY place LIMIT 1
            """
        ).first.map { try ParkedStep($0) }
    }

    /// Settles a step, and says whether its handler failed; nil when another runner has settled it.
    private func settle(_ step: ParkedStep, of plan: Int64) async throws -> Bool? {
        do {
            return try await carryOut(step, of: plan) == .elsewhere ? nil : false
        } catch let error as PostgresError where error.isUnavailability || error.kind == .cancelled {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch let error as StepWork.HeldBack {
            try await keep(.held, "\(error)", of: step, plan)
            return false
        } catch {
            try await keep(.failed, "\(error)", of: step, plan)
            return true
        }
    }

    private func carryOut(_ step: ParkedStep, of plan: Int64) async throws -> StepWork.Result {
        let work = work(plan)
        var conflicts = 0
        while true {
            do {
                return try await pool.withTransaction { try await work.carryOut(step, in: $0) }
            } catch let error as PostgresError
                where (error.isRetriable || Inbox.isRace(error)) && conflicts < Self.maximumConflicts
            {
                conflicts += 1
            }
        }
    }

    func work(_ plan: Int64) -> StepWork {
        StepWork(plan: plan, handlers: handlers, log: log, note: note)
    }

    /// Writes down why a step was not settled; the event waits on, with the new error.
    private func keep(_ outcome: StepOutcome, _ error: String, of step: ParkedStep, _ plan: Int64) async throws {
        try await pool.withTransaction { transaction in
            let kept = try await transaction.execute(
                """
                UPDATE parked_step SET outcome = \(outcome), error = \(error), settled_at = clock_timestamp()
                WHERE plan = \(plan) AND place = \(step.place) AND outcome IS NULL
                """)
            guard kept > 0, outcome == .failed else { return }
            // It is the first of its subject now, whatever it waited behind before.
            try transaction.send(
                """
                UPDATE parked_events SET attempts = attempts + 1, error = \(error),
                    cause = CASE cause WHEN 'behind' THEN 'failed' ELSE cause END
                WHERE number = \(step.event)
                """)
        }
    }
}

extension Replay.Progress {
    init(_ group: CanaryCourse.Group) {
        self.init(group: group.number, tried: group.tried, failures: group.failures)
    }
}
