internal import Delivery
internal import Eventing
internal import LivestreamDomain
internal import LivestreamEvents
internal import Runtime

extension AlleviationDay {
    /// What is told of what happened to it. Its plan and its running totals are told to nobody.
    func events(of facts: [AlleviationDayFact], by act: Act) throws(EventFault) -> [PendingEvent] {
        var events: [PendingEvent] = []
        for fact in facts {
            switch fact {
            case .opened:
                let opened = DayOpened(dayID: id, day: day, opensAt: period.start, closesAt: period.end)
                events.append(try act.tell(opened, about: id))
            case .closed(let totals):
                let closed = DayClosed(
                    dayID: id, day: day, opensAt: period.start, closesAt: period.end, orders: totals.orders,
                    salesFen: totals.sales, toRegisteredFen: totals.toRegistered)
                events.append(try act.tell(closed, about: id))
            case .planned, .counted: break
            }
        }
        return events
    }
}
