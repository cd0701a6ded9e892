public import Vocabulary

extension Consignment {
    /// What a planner is to do with it next: the leg from where it is to the next site of its itinerary, or to its
    /// destination. Nil while there is nothing to do.
    ///
    /// A leg must end early enough for the road that is left after it.
    /// - Parameters:
    ///   - run: the run that has it on board, if one has.
    ///   - area: the network, which knows where the sites are.
    public func nextLeg(aboard run: Run? = nil, in area: ServiceArea, by travel: TravelTime, at now: Instant)
        -> TransportRequest?
    {
        guard let itinerary, let origin = transportOrigin(aboard: run) else { return nil }
        let remaining = itinerary.stations(after: siteID, in: area)
        guard let next = remaining.first else { return nil }
        var minutesAfter: Int64 = 0
        for (from, to) in zip(remaining, remaining.dropFirst()) {
            minutesAfter += travel.minutes(from: from.coordinate, to: to.coordinate)
        }
        let latest = request.deliverBy - .minutes(minutesAfter)
        let ready = state == .atHub || state == .onBoard ? now : itinerary.collect.from
        let collectBy = state == .atHub || state == .onBoard ? latest : itinerary.collect.to
        return TransportRequest(
            consignmentID: id, origin: origin, destinationID: next.id, load: load, band: request.band,
            pickUp: TimeWindow(from: ready, to: max(ready, collectBy)),
            dropOff: TimeWindow(from: ready, to: max(ready, latest)), priority: request.priority,
            direction: request.direction)
    }

    private func transportOrigin(aboard run: Run?) -> TransportOrigin? {
        switch state {
        case .accepted, .planned, .atHub:
            return .place(siteID)
        case .onBoard:
            guard let run, let compartment = run.onBoard[id] else { return nil }
            return .onBoard(shiftID: run.shift.id, compartment: compartment)
        case .refused, .waiting, .delivered, .failed, .withdrawn:
            return nil
        }
    }
}

extension Itinerary {
    /// The points that are still to come after a site, the destination last.
    fileprivate func stations(after siteID: UUIDv7, in area: ServiceArea) -> [(id: UUIDv7, coordinate: Coordinate)] {
        var points = [hubID, depotID].compactMap { id in id.flatMap(area.site) }
            .map { (id: $0.id, coordinate: $0.profile.coordinate) }
        if let passed = points.firstIndex(where: { $0.id == siteID }) { points.removeSubrange(...passed) }
        if points.last?.id != destination.id { points.append((destination.id, destination.coordinate)) }
        return points
    }
}
