public import Vocabulary

extension AlleviationDay {
    /// ∅ → planned.
    public static func plan(
        id: UUIDv7,
        on day: Day
    ) throws(AlleviationDayRefusal) -> (AlleviationDay, [AlleviationDayFact]) {
        guard falls(on: day) else { throw .notTheSeventh(day) }
        return (AlleviationDay(id: id, day: day, state: .planned, totals: DayTotals()), [.planned])
    }
}
