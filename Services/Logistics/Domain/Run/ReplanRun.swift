public import Vocabulary

extension Run {
    /// REPLAN: planned → planned, under way → under way; plan + 1. What was executed and the stop under service stay as
    /// they are, since a plan holds only what is still to be done, and one made before the last stop ended is stale.
    public mutating func replan(
        _ checked: CheckedRun, under lease: PlanningLease, at now: Instant
    ) throws(RunRefusal) -> [RunFact] {
        guard state == .planned || state == .underWay else { throw .notInState(state) }
        try requireFresh(checked, under: lease, at: now)
        if state == .planned, checked.planned.stops.isEmpty { throw .nothingToDo }
        return adopt(checked, at: now)
    }

    /// RESUME: interrupted → under way, by a new plan from where the vehicle stands.
    public mutating func resume(
        _ checked: CheckedRun, under lease: PlanningLease, at now: Instant
    ) throws(RunRefusal) -> [RunFact] {
        guard state == .interrupted else { throw .notInState(state) }
        try requireFresh(checked, under: lease, at: now)
        state = .underWay
        return adopt(checked, at: now)
    }

    private func requireFresh(_ checked: CheckedRun, under lease: PlanningLease, at now: Instant) throws(RunRefusal) {
        try lease.requireRight(to: county, at: now)
        guard checked.shift == shift else { throw .planOfAnotherShift(checked.shift.id) }
        guard state != .planned else {
            guard checked.progress == nil else { throw .planIsStale(plan) }
            return
        }
        guard let progress = checked.progress, progress.runID == id, progress.plan == plan,
            progress.settledStops == settledStops
        else { throw .planIsStale(plan) }
    }

    /// Puts a proved plan into force behind what is settled.
    mutating func adopt(_ checked: CheckedRun, at now: Instant) -> [RunFact] {
        let awaitedBefore = awaited
        var replaced = stops.filter { $0.state == .open }
        stops.removeAll { $0.state == .open }
        var unused = nextStopNumber(beside: replaced)
        for planned in checked.planned.stops {
            // A stop at the same place keeps its number, so that a driver who has not heard of the plan still speaks of
            // it.
            let known = replaced.firstIndex { $0.placeID == planned.placeID }
            let number = known.map { replaced.remove(at: $0).number } ?? unused
            if known == nil { unused += 1 }
            stops.append(Stop(planned, number: number))
        }
        droppedStops += replaced.map { DroppedStop(stop: $0, droppedAt: now) }
        if state == .planned {
            startsAt = checked.planned.startsAt
            loadFactor = checked.loadFactor
        } else {
            loadFactor = loadFactor.joined(with: checked.loadFactor)
        }
        endsAt = checked.planned.endsAt
        returnMetres = checked.planned.returnMetres
        plan += 1
        let stillAwaited = Set(awaited)
        let released = awaitedBefore.filter { !stillAwaited.contains($0) }
        return [.planned(plan: plan)] + (released.isEmpty ? [] : [.released(released)])
    }

    private func nextStopNumber(beside replaced: [Stop]) -> Int32 {
        let used = (stops + replaced + droppedStops.map(\.stop)).map(\.number)
        return (used.max() ?? 0) + 1
    }
}

extension Stop {
    fileprivate init(_ planned: PlannedStop, number: Int32) {
        self.init(
            number: number, placeID: planned.placeID, arrive: planned.arrive, depart: planned.depart,
            metres: planned.metres, loads: planned.loads, unloads: planned.unloads, state: .open)
    }
}
