internal import Eventing
public import Postgres
public import Vocabulary

/// The plans of a service for what waits: made, decided on, looked up.
public struct ParkedPlans: Sendable {
    let transaction: PostgresTransaction

    /// The plans as a transaction sees them.
    public init(in transaction: PostgresTransaction) {
        self.transaction = transaction
    }

    /// How many events a plan takes in at most, so that its selection stays one transaction of seconds.
    static let maximumEvents = 50_000
    /// How long a plan that was only rehearsed can be proposed.
    static let planLife = Span.days(1)

    // MARK: - Looking

    /// The latest plans, the newest first.
    /// - Parameter state: only those that stand so; nil for all.
    public func latest(_ limit: Int64, in state: PlanState? = nil) async throws -> [ParkedPlan] {
        try await read(number: nil, states: state.map { [$0] } ?? PlanState.allCases, limit: limit)
    }

    /// The plans that somebody has to see to, the newest first; at most a hundred.
    func open() async throws -> [ParkedPlan] {
        try await read(number: nil, states: PlanState.allCases.filter(\.isOpen), limit: 100)
    }

    /// One plan.
    public func plan(_ number: Int64) async throws -> ParkedPlan {
        guard let plan = try await read(number: number, limit: 1).first else { throw ReplayRefusal.noSuchPlan(number) }
        return plan
    }

    private func read(
        number: Int64?, states: [PlanState] = PlanState.allCases, limit: Int64
    ) async throws -> [ParkedPlan] {
        try await transaction.query(
            """
            SELECT number, decision, state, selection,
                (SELECT count(*) FROM parked_step WHERE plan = number),
                (SELECT count(*) FROM parked_step WHERE plan = number AND outcome IN ('done', 'gone')),
                (SELECT count(*) FROM parked_step WHERE plan = number AND outcome IN ('failed', 'held')),
                made_by, made_at, reason, decided_by, decided_at
            FROM parked_plan WHERE (\(number) IS NULL OR number = \(number)) AND state = ANY (\(states))
            ORDER BY number DESC LIMIT \(limit)
            """
        ).map { try ParkedPlan($0) }
    }

    /// A page of a plan's steps, in order.
    /// - Parameter last: the place of the last one of the page before.
    public func steps(of plan: Int64, after last: Int32 = 0, limit: Int64) async throws -> [ParkedStep] {
        try await transaction.query(
            """
            SELECT place, event, decision, outcome, error, told, id, source, subject, subject_version, type
            FROM parked_step WHERE plan = \(plan) AND place > \(last) ORDER BY place LIMIT \(limit)
            """
        ).map { try ParkedStep($0) }
    }

    /// The numbers of a plan's events that the process died of and that wait still; at most the first ten.
    public func fatalEvents(of plan: Int64) async throws -> [Int64] {
        try await transaction.query(
            """
            SELECT number FROM parked_events JOIN parked_step ON event = number
            WHERE plan = \(plan) AND parked_step.decision <> 'discard' AND cause = \(ParkingCause.fatal)
            ORDER BY number LIMIT 10
            """
        ).decode(Int64.self)
    }

    // MARK: - Deciding

    /// Proposes what was only rehearsed, in the name of who proposes it.
    public func propose(_ number: Int64, _ signature: Signature) async throws {
        guard !signature.reason.isEmpty else { throw ReplayRefusal.reasonMissing }
        _ = try await lock(number, in: [.planned])
        try transaction.send(
            """
            UPDATE parked_plan SET state = 'proposed', made_by = \(signature.actor), made_at = \(signature.at),
                reason = \(signature.reason)
            WHERE number = \(number)
            """)
    }

    /// Agrees to what somebody else proposed; it can be run then.
    /// - Throws: ``ReplayRefusal/samePerson(plan:_:)`` and others.
    public func approve(_ number: Int64, _ signature: Signature) async throws {
        let plan = try await lock(number, in: [.proposed])
        guard plan.madeBy != signature.actor else {
            throw ReplayRefusal.samePerson(plan: number, signature.actor)
        }
        try decide(number, .running, signature)
    }

    /// Refuses what was proposed, or takes it back: nothing becomes of it.
    public func refuse(_ number: Int64, _ signature: Signature) async throws {
        _ = try await lock(number, in: [.proposed])
        try decide(number, .refused, signature)
    }

    private func decide(_ number: Int64, _ state: PlanState, _ signature: Signature) throws {
        try transaction.send(
            """
            UPDATE parked_plan SET state = \(state), decided_by = \(signature.actor), decided_at = \(signature.at)
            WHERE number = \(number)
            """)
    }

    /// Lets a plan that was approved be run, for the first time or on from where it stopped: what failed is tried again.
    func begin(_ number: Int64) async throws {
        _ = try await lock(number, in: [.running, .stopped])
        try transaction.send(
            """
            UPDATE parked_step SET outcome = NULL, error = NULL, settled_at = NULL
            WHERE plan = \(number) AND outcome IN ('failed', 'held')
            """)
        try transaction.send("UPDATE parked_plan SET state = 'running' WHERE number = \(number)")
    }

    /// Ends a run: done when each event is settled, stopped otherwise.
    func end(_ number: Int64) async throws {
        _ = try await lock(number, in: [.running])
        try transaction.send(
            """
            UPDATE parked_plan SET state = CASE WHEN EXISTS (
                SELECT FROM parked_step
                WHERE plan = \(number) AND (outcome IS NULL OR outcome IN ('failed', 'held'))
            ) THEN 'stopped' ELSE 'done' END
            WHERE number = \(number)
            """)
    }

    // MARK: - Forgetting

    /// Forgets the plans that were only rehearsed, and not proposed within ``planLife``. Nothing came of them, and the
    /// audit trail says who made them.
    /// - Parameter now: the time by which plans are made.
    public func forgetUnused(at now: Instant) async throws {
        try await transaction.execute(
            "DELETE FROM parked_plan WHERE state = 'planned' AND made_at < \(now - Self.planLife)")
    }

    private func lock(_ number: Int64, in states: [PlanState]) async throws -> ParkedPlan {
        try await transaction.execute("SELECT FROM parked_plan WHERE number = \(number) FOR UPDATE")
        let plan = try await plan(number)
        guard states.contains(plan.state) else { throw ReplayRefusal.wrongState(plan: number, plan.state) }
        return plan
    }
}
