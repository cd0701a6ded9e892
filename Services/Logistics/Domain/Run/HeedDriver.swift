internal import Vocabulary

extension Run {
    /// ARRIVE, SERVE or FAIL a stop: under way → under way.
    ///
    /// A late command takes its place by its time. One that contradicts a later fact already acted on is kept in the
    /// journal without effect, and the dispatcher is shown it. A repeated one has no second effect.
    public mutating func heed(_ command: DriverCommand) throws(RunRefusal) -> [RunFact] {
        guard !journal.contains(where: { $0.command.id == command.id }) else { return [] }
        guard command.driverID == shift.driverID else { throw .notTheDriver(command.driverID) }
        try requireOnTheRoad(at: command)
        if state == .ended { return setAside(command, .runEnded) }
        switch try carryOut(command) {
        case .done(let fact):
            enter(JournalEntry(command: command))
            return [fact]
        case .contradicts(let contradiction):
            return setAside(command, contradiction)
        }
    }

    /// Whether the run was on the road when the command was made, whatever it is now.
    private func requireOnTheRoad(at command: DriverCommand) throws(RunRefusal) {
        switch state {
        case .planned, .cancelled:
            throw .notInState(state)
        case .interrupted:
            guard let breakdown, command.at <= breakdown.at else { throw .notInState(state) }
        case .ended:
            guard let endedAt, command.at <= endedAt else { throw .notInState(state) }
        case .underWay:
            break
        }
        guard let startedAt, startedAt <= command.at else { throw .beforeStart }
    }

    private mutating func carryOut(_ command: DriverCommand) throws(RunRefusal) -> DriverOutcome {
        if let index = stops.firstIndex(where: { $0.number == command.stop }) {
            return switch command.act {
            case .arrive: try arrive(at: index, command)
            case .serve(let loaded, let unloaded): try serve(index, Set(loaded), Set(unloaded), command)
            case .fail(let failure): try fail(index, failure, command)
            }
        }
        guard let dropped = droppedStops.last(where: { $0.stop.number == command.stop }), command.at < dropped.droppedAt
        else { throw .stopNotInPlan(command.stop) }
        guard case .serve(let loaded, let unloaded) = command.act
        else { return .contradicts(.goodsPlannedElsewhere) }
        return try serve(dropped.stop, Set(loaded), Set(unloaded), command)
    }

    private mutating func setAside(_ command: DriverCommand, _ contradiction: Contradiction) -> [RunFact] {
        enter(JournalEntry(command: command, contradiction: contradiction))
        return [.setAside(command, contradiction)]
    }

    private mutating func enter(_ entry: JournalEntry) {
        let index = journal.firstIndex { $0.command.at > entry.command.at } ?? journal.endIndex
        journal.insert(entry, at: index)
    }
}

/// What becomes of a driver's command that is not refused.
enum DriverOutcome {
    case done(RunFact)
    case contradicts(Contradiction)
}
