public import Vocabulary

extension SlotStock {
    /// offer.closed, or episode.cancelled: set aside → closed. What is kept stays kept for the grace.
    /// - Parameter closedAt: when the offer closed, as livestream states it.
    public mutating func close(at closedAt: Instant) throws(SlotStockRefusal) -> [SlotStockFact] {
        guard state == .setAside else { throw .notInState(state) }
        state = .closed
        self.closedAt = closedAt
        return [.closed(giveBackDue: closedAt + Self.grace)]
    }
}
