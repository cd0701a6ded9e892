internal import Vocabulary

extension Run {
    /// FAIL: a stop ends unserved. Its goods stay where they are until a plan takes them up again.
    mutating func fail(
        _ index: Int, _ failure: StopFailure, _ command: DriverCommand
    ) throws(RunRefusal) -> DriverOutcome {
        let stop = stops[index]
        if let contradiction = try requireNotEnded(stop, command) { return .contradicts(contradiction) }
        stops[index].state = .failed
        stops[index].endedAt = command.at
        return .done(.stopFailed(StopVisit(of: stop, by: id, at: command.at, loaded: [], unloaded: []), failure))
    }
}
