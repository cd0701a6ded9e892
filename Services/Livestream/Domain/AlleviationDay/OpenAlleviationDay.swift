public import Vocabulary

extension AlleviationDay {
    /// planned → open, from 00:00 on. Once opened it is not opened again, however often the clock strikes.
    public mutating func open(at now: Instant) throws(AlleviationDayRefusal) -> [AlleviationDayFact] {
        guard now >= period.start else { throw .notDue(until: period.start) }
        guard state == .planned else { return [] }
        state = .open
        return [.opened]
    }
}
