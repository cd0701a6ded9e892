public import Vocabulary

extension Episode {
    /// scheduled → scheduled, at another time, unless slots are promised within the present one.
    /// - Parameters:
    ///   - start: its new start.
    ///   - end: its new end.
    ///   - alleviationDay: the day that it is to be part of now.
    ///   - slots: the states of all its slots.
    ///   - engagements: those of its presenters, as agreed so far.
    public mutating func reschedule(
        from start: Instant,
        to end: Instant,
        on alleviationDay: AlleviationDay?,
        slots: [OfferSlotState],
        engagements: [Engagement],
        at now: Instant
    ) throws(EpisodeRefusal) -> [EpisodeFact] {
        try require(.scheduled, for: .reschedule)
        let pending = slots.count { !$0.isFinal }
        guard pending == 0 else { throw .slotsPending(pending) }
        period = try Self.freePeriod(
            from: start, to: end, on: alleviationDay, episodeID: id,
            presenterIDs: presenterIDs, engagements: engagements, at: now)
        alleviationDayID = alleviationDay?.id
        return [.scheduled(at: now)]
    }
}
