public import Vocabulary

extension SlotStock {
    /// CLOCK, the end of the grace: closed → given back. What is neither reserved nor sold is on sale to anyone.
    /// - Parameter now: the clock's stated time.
    public mutating func giveBack(at now: Instant) throws(SlotStockRefusal) -> [SlotStockFact] {
        guard let due = giveBackDue else { throw .notInState(state) }
        guard due <= now else { throw .stillInGrace(until: due) }
        let left = shares.filter { $0.amount > 0 }
        state = .givenBack
        shares = []
        let movements = left.map { StockMovement(of: $0.lotID, for: offerID, by: .giveBack, $0.amount) }
        let amount = left.reduce(0) { $0 + $1.amount }
        return [.givenBack(amount: amount)] + (movements.isEmpty ? [] : [.moved(movements)])
    }
}
