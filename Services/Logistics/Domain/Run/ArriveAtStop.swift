internal import Vocabulary

extension Run {
    /// ARRIVE: an open stop is under service. Told after the stop has ended, it fills in when the vehicle got there.
    mutating func arrive(at index: Int, _ command: DriverCommand) throws(RunRefusal) -> DriverOutcome {
        let stop = stops[index]
        guard stop.arrivedAt == nil else { throw .alreadyThere(stop.number) }
        if let endedAt = stop.endedAt, endedAt < command.at { throw .stopEnded(stop.number) }
        if stop.state == .open { stops[index].state = .underService }
        stops[index].arrivedAt = command.at
        return .done(.arrived(stop: stop.number, at: command.at))
    }
}
