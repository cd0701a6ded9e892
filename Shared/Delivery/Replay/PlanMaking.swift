internal import Eventing
internal import Postgres

extension ParkedPlans {
    /// A plan that was made.
    public struct Made: Sendable {
        /// The plan.
        public let plan: ParkedPlan
        /// What was meant, and cannot be taken in.
        public let leftOut: [ReplayRefusal.LeftOut]
    }

    /// Proposes what is to become of what is meant, with what waits behind it: it is fixed as a plan. What comes later is not in
    /// it, unless it comes to wait behind what is.
    ///
    /// Events that are named by their numbers must all fit; of others, those that do not fit are left out.
    /// - Parameter decision: replay and discard; for a correction see ``proposeEdit(of:into:for:_:)``.
    public func propose(
        _ decision: ParkedDecision, _ criteria: ParkedCriteria, _ signature: Signature
    ) async throws -> Made {
        guard !signature.reason.isEmpty else { throw ReplayRefusal.reasonMissing }
        return try await make(decision, criteria, .proposed, signature)
    }

    /// Fixes what is meant, with what waits behind it, as a plan to replay it that is only to be rehearsed, until somebody
    /// proposes it.
    public func plan(_ criteria: ParkedCriteria, _ signature: Signature) async throws -> Made {
        try await make(.replay, criteria, .planned, signature)
    }

    private func make(
        _ decision: ParkedDecision, _ criteria: ParkedCriteria, _ state: PlanState, _ signature: Signature
    ) async throws -> Made {
        let chosen = try await ParkedEvents(in: transaction)
            .numbers(criteria, limit: Int64(Self.maximumEvents) + 1)
        guard chosen.count <= Self.maximumEvents else { throw ReplayRefusal.tooMany(limit: Self.maximumEvents) }
        if let absent = criteria.numbers.first(where: { !chosen.contains($0) }) {
            throw ReplayRefusal.noSuchEvent(absent)
        }
        let selection = ParkedSelection(decision, Set(chosen), of: try await candidates(chosen))
        let mustAllFit = !criteria.numbers.isEmpty || selection.steps.isEmpty
        if mustAllFit, !selection.leftOut.isEmpty { throw ReplayRefusal.unfit(selection.leftOut) }
        guard !selection.steps.isEmpty else { throw ReplayRefusal.nothingSelected("\(criteria)") }
        let number = try await insert(decision, state, "\(criteria)", selection.steps, correction: nil, signature)
        return Made(plan: try await plan(number), leftOut: selection.leftOut)
    }

    /// Proposes that an event be handled with other data than it came with.
    /// - Parameters:
    ///   - correction: its data, or a whole CloudEvents envelope where its attributes could not be read.
    ///   - handlers: read the correction, to see that it is an event of its type.
    /// - Throws: ``ReplayRefusal/wrongCorrection(_:)`` and others.
    public func proposeEdit(
        of event: Int64, into correction: [UInt8], for handlers: EventHandlers, _ signature: Signature
    ) async throws -> Made {
        guard !signature.reason.isEmpty else { throw ReplayRefusal.reasonMissing }
        guard let stored = try await UnsettledEvent.lock(event, in: transaction) else {
            throw ReplayRefusal.noSuchEvent(event)
        }
        let selection = ParkedSelection(.edit, [event], of: try await candidates([event]))
        guard selection.leftOut.isEmpty else { throw ReplayRefusal.unfit(selection.leftOut) }
        _ = try stored.envelope(correctedBy: correction, for: handlers)
        let number = try await insert(
            .edit, .proposed, "\(ParkedCriteria(numbers: [event]))", selection.steps, correction: correction, signature)
        return Made(plan: try await plan(number), leftOut: [])
    }

    /// The events, and whatever else waits of their subjects.
    private func candidates(_ chosen: [Int64]) async throws -> [ParkedSelection.Candidate] {
        try await transaction.query(
            """
            SELECT number, cause, source || ' ' || subject, coalesce(subject_version, 0) FROM parked_events
            WHERE number = ANY (\(chosen)) OR (source, subject) IN (
                SELECT source, subject FROM parked_events WHERE number = ANY (\(chosen)))
            """
        ).decode(Int64.self, ParkingCause.self, String?.self, Int32.self).map { number, cause, aggregate, version in
            ParkedSelection.Candidate(number: number, cause: cause, aggregate: aggregate, version: version)
        }
    }

    private func insert(
        _ decision: ParkedDecision, _ state: PlanState, _ selection: String, _ steps: [ParkedSelection.Step],
        correction: [UInt8]?, _ signature: Signature
    ) async throws -> Int64 {
        let rows = try await transaction.query(
            """
            INSERT INTO parked_plan (decision, state, selection, made_at, made_by, reason)
            VALUES (\(decision), \(state), \(selection), \(signature.at), \(signature.actor), \(signature.reason))
            RETURNING number
            """)
        guard let number = try rows.decode(Int64.self).first else { throw ReplayRefusal.nothingSelected(selection) }
        try transaction.send(
            """
            INSERT INTO parked_step (
                plan, plan_decision, place, decision, event, id, source, subject, subject_version, type,
                content, corrected)
            SELECT \(number), \(decision), place, step.decision, number, id, source, subject, subject_version, type,
                CASE WHEN step.decision <> 'replay' THEN content END,
                CASE WHEN step.decision = 'edit' THEN \(correction)::bytea END
            FROM unnest(\(steps.map(\.event)), \(steps.map(\.decision)))
                WITH ORDINALITY AS step (event, decision, place)
            JOIN parked_events ON number = event
            """)
        return number
    }
}
