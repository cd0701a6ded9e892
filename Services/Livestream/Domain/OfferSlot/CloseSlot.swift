public import Vocabulary

extension OfferSlot {
    /// asked, ready, open, sold out → closed, by command.
    public mutating func close(at now: Instant) throws(OfferSlotRefusal) -> [OfferSlotFact] {
        try require([.asked, .ready, .open, .soldOut], for: .close)
        return [end(.cancelled, at: now)]
    }

    /// ready, open, sold out → closed, by the clock, at the end of the window.
    public mutating func closeAtWindowEnd(at now: Instant) throws(OfferSlotRefusal) -> [OfferSlotFact] {
        try require([.ready, .open, .soldOut], for: .closeAtWindowEnd)
        guard now >= window.end else { throw .notDue(until: window.end) }
        return [end(.window, at: now)]
    }

    /// asked, ready, open, sold out → closed, since the episode has ended or was cancelled.
    /// - Precondition: the episode is the slot's, and over.
    public mutating func close(with episode: Episode, at now: Instant) throws(OfferSlotRefusal) -> [OfferSlotFact] {
        precondition(episode.id == episodeID && episode.state.isFinal, "slot \(id) was closed with another episode")
        try require([.asked, .ready, .open, .soldOut], for: .closeWithEpisode)
        return [end(episode.state == .cancelled ? .cancelled : .episodeEnded, at: now)]
    }

    mutating func end(_ cause: SlotClosing.Cause, at now: Instant) -> OfferSlotFact {
        let closing = SlotClosing(
            cause: state == .soldOut ? .soldOut : cause,
            sold: Quantity(stock.committed, allotment.unit),
            left: Quantity(stock.left, allotment.unit))
        state = .closed
        return .closed(closing, at: now)
    }
}
