public import Vocabulary

extension AlleviationDay {
    /// open → closed, from 24:00 on. A day that nobody opened in time is opened and closed at once, so that its two
    /// events are always published, in order and once.
    public mutating func close(at now: Instant) throws(AlleviationDayRefusal) -> [AlleviationDayFact] {
        guard now >= period.end else { throw .notDue(until: period.end) }
        guard state != .closed else { return [] }
        let opening = try open(at: now)
        state = .closed
        return opening + [.closed(totals)]
    }
}
