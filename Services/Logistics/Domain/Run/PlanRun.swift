public import Vocabulary

/// The right to plan a county's vehicles, which one planner has at a time.
public struct PlanningLease: Sendable, Equatable {
    /// The county.
    public let county: DivisionCode
    /// When the right runs out.
    public let validTo: Instant

    /// A lease as stored.
    public init(county: DivisionCode, validTo: Instant) {
        self.county = county
        self.validTo = validTo
    }

    func requireRight(to county: DivisionCode, at now: Instant) throws(RunRefusal) {
        guard self.county == county, now < validTo else { throw .leaseMissing(county) }
    }
}

extension Run {
    /// PLAN: ∅ → planned, plan 1. The checker's proof and the county's lease are asked for.
    public static func plan(
        id: UUIDv7, _ checked: CheckedRun, under lease: PlanningLease, at now: Instant
    ) throws(RunRefusal) -> (Run, [RunFact]) {
        try lease.requireRight(to: checked.county, at: now)
        guard checked.progress == nil else { throw .planOfAnotherShift(checked.shift.id) }
        guard !checked.planned.stops.isEmpty else { throw .nothingToDo }
        var run = Run(
            id: id, county: checked.county, shift: checked.shift, state: .planned, plan: 0,
            startsAt: checked.planned.startsAt, endsAt: checked.planned.endsAt, stops: [],
            returnMetres: checked.planned.returnMetres, loadFactor: checked.loadFactor)
        let facts = run.adopt(checked, at: now)
        return (run, facts)
    }
}
