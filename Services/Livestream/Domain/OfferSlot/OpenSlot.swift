public import Vocabulary

extension OfferSlot {
    /// ready → open, by command or by the clock: its episode is live and its window has begun.
    /// - Precondition: the episode is the slot's.
    public mutating func open(during episode: Episode, at now: Instant) throws(OfferSlotRefusal) -> [OfferSlotFact] {
        precondition(episode.id == episodeID, "slot \(id) was opened in episode \(episode.id)")
        try require([.ready], for: .open)
        guard episode.state == .live else { throw .episodeNotLive(episode.state) }
        guard now >= window.start else { throw .windowNotBegun(window.start) }
        guard now < window.end else { throw .windowOver(window.end) }
        state = .open
        return [.opened(at: now)] + sellOutIfAllIsCommitted(at: now)
    }

    /// Which of these slots may open now: asked when the episode goes on the air after windows have begun, and when stock
    /// is set aside late, since their clocks have passed by then.
    public static func due(among slots: [OfferSlot], in episode: Episode, at now: Instant) -> [OfferSlot] {
        guard episode.state == .live else { return [] }
        return slots.filter { $0.episodeID == episode.id && $0.state == .ready && $0.window.contains(now) }
    }
}
