public import Vocabulary

extension TrackedOrder {
    /// The order is known as placed: its lines are credited, once, and what was settled before is attributed.
    /// - Parameters:
    ///   - placement: what was placed.
    ///   - slots: the episode of each slot that its lines name.
    ///   - views: what the buyer's session watched.
    ///   - nextID: makes an identifier for each attribution.
    public mutating func record(
        _ placement: OrderPlacement,
        slots: [UUIDv7: EpisodeReference],
        views: [EpisodeView],
        nextID: () -> UUIDv7
    ) -> [TrackedOrderFact] {
        guard credits == nil else { return [] }
        credits = placement.credits(slots: slots, views: views)
        let settlements = waitingSettlements
        waitingSettlements = []
        return settlements.flatMap { attribute($0, nextID: nextID) }
    }
}
