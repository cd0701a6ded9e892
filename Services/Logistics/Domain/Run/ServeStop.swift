internal import Vocabulary

extension Run {
    /// SERVE: a stop ends, and its goods have gone on board and off.
    mutating func serve(
        _ index: Int, _ loaded: Set<UUIDv7>, _ unloaded: Set<UUIDv7>, _ command: DriverCommand
    ) throws(RunRefusal) -> DriverOutcome {
        let stop = stops[index]
        if let contradiction = try requireNotEnded(stop, command) { return .contradicts(contradiction) }
        if let contradiction = try requireMovable(loaded, unloaded, at: stop, command) {
            return .contradicts(contradiction)
        }
        stops[index].state = .served
        stops[index].endedAt = command.at
        return .done(.served(record(loaded, unloaded, at: stop, command)))
    }

    /// SERVE, late, of a stop that a plan has dropped since. It counts if its goods still wait for this very run: then
    /// they are struck from the stops that were to handle them.
    mutating func serve(
        _ dropped: Stop, _ loaded: Set<UUIDv7>, _ unloaded: Set<UUIDv7>, _ command: DriverCommand
    ) throws(RunRefusal) -> DriverOutcome {
        if let contradiction = try requireMovable(loaded, unloaded, at: dropped, command) {
            return .contradicts(contradiction)
        }
        let toUnload = Set(stops.filter(\.isOpen).flatMap(\.unloads))
        guard loaded.isSubset(of: awaited), unloaded.isSubset(of: toUnload)
        else { return .contradicts(.goodsPlannedElsewhere) }
        for index in stops.indices where stops[index].isOpen {
            stops[index].loads.removeAll { loaded.contains($0.consignmentID) }
            stops[index].unloads.removeAll { unloaded.contains($0) }
        }
        var served = dropped
        served.state = .served
        served.endedAt = command.at
        droppedStops.removeAll { $0.stop.number == dropped.number }
        stops.insert(served, at: stops.firstIndex { $0.isOpen } ?? stops.endIndex)
        return .done(.served(record(loaded, unloaded, at: dropped, command)))
    }

    /// What a late command contradicts if its stop was ended after it; a stop that was ended before it is refused.
    func requireNotEnded(_ stop: Stop, _ command: DriverCommand) throws(RunRefusal) -> Contradiction? {
        if let arrivedAt = stop.arrivedAt, command.at < arrivedAt { throw .endsBeforeArrival(stop.number) }
        guard let endedAt = stop.endedAt else { return nil }
        guard command.at < endedAt else { throw .stopEnded(stop.number) }
        return .stopEndedOtherwise
    }

    private func requireMovable(
        _ loaded: Set<UUIDv7>, _ unloaded: Set<UUIDv7>, at stop: Stop, _ command: DriverCommand
    ) throws(RunRefusal) -> Contradiction? {
        let toLoad = Set(stop.loads.map(\.consignmentID))
        if let stranger = loaded.subtracting(toLoad).min() { throw .notToLoad(stranger) }
        if let stranger = unloaded.subtracting(stop.unloads).min() { throw .notToUnload(stranger) }
        if let missing = unloaded.subtracting(onBoard(at: command.at).keys).min() { throw .notOnBoard(missing) }
        let later = movements.filter { $0.at > command.at }
        let movedLater = Set(later.flatMap { $0.off + $0.on.map(\.consignmentID) })
        let isUndisturbed = movedLater.isDisjoint(with: unloaded) && movedLater.isDisjoint(with: loaded)
        return isUndisturbed ? nil : .goodsMovedElsewhere
    }

    private mutating func record(
        _ loaded: Set<UUIDv7>, _ unloaded: Set<UUIDv7>, at stop: Stop, _ command: DriverCommand
    ) -> StopVisit {
        let visit = StopVisit(of: stop, by: id, at: command.at, loaded: loaded, unloaded: unloaded)
        record(GoodsMovement(at: command.at, on: visit.loaded, off: visit.unloaded))
        return visit
    }
}
