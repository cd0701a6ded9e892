internal import Delivery
internal import Eventing
internal import LogisticsDomain
internal import LogisticsEvents
internal import Vocabulary
internal import Runtime

extension Run {
    /// What is told of what happened to it. What is done at its stops is told by the consignments.
    /// - Parameter leftOut: what the plan, if it is one, leaves where it is.
    func events(
        of facts: [RunFact], by act: Act, leavingOut leftOut: [LogisticsDomain.LeftOut]
    ) throws(EventFault) -> [PendingEvent] {
        let notice = RunNotice(runID: id, plan: plan, at: act.at)
        var events: [PendingEvent] = []
        for fact in facts {
            switch fact {
            case .planned: events.append(try act.tell(RunPlanned(self, leavingOut: leftOut), about: id))
            case .started: events.append(try act.tell(RunStarted(notice), about: id))
            case .cancelled: events.append(try act.tell(RunCancelled(notice), about: id))
            case .interrupted: events.append(try act.tell(RunInterrupted(notice), about: id))
            case .completed(let totals):
                events.append(try act.tell(RunCompleted(notice, totals), about: id))
            case .released, .arrived, .served, .stopFailed, .setAside, .handedOver, .tookOver: break
            }
        }
        return events
    }
}

extension RunPlanned {
    fileprivate init(_ run: Run, leavingOut leftOut: [LogisticsDomain.LeftOut]) {
        self.init(
            runID: run.id, plan: run.plan, county: run.county, vehicle: run.shift.vehicleID, startsAt: run.startsAt,
            endsAt: run.endsAt, stops: run.stops.map(Stop.init), loadPermille: LoadPermille(run.loadFactor),
            leftOut: leftOut.prefix(maximumListLength).map {
                LeftOut(consignmentID: $0.consignmentID, reason: $0.reason.rawValue)
            })
    }
}

extension RunPlanned.Stop {
    fileprivate init(_ stop: LogisticsDomain.Stop) {
        self.init(
            stop: stop.number, site: stop.placeID, arrive: stop.arrive, depart: stop.depart,
            isFixed: stop.state != .open, load: stop.loads.map(\.consignmentID), unload: stop.unloads)
    }
}

extension RunCompleted {
    fileprivate init(_ notice: RunNotice, _ totals: RunTotals) {
        self.init(
            runID: notice.runID, plan: notice.plan, at: notice.at, distanceM: totals.metres,
            loadPermille: LoadPermille(totals.loadFactor), served: totals.served, failed: totals.failed)
    }
}

extension LoadPermille {
    /// How full a vehicle is, as it is told and shown.
    init(_ factor: LoadFactor) {
        self.init(up: factor.up, down: factor.down)
    }
}
