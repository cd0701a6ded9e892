internal import Vocabulary

extension Lot {
    /// RETURN to the producer what is not sold of a consigned lot; it closes if nothing is left.
    /// - Parameter amount: how much, in the lot's unit.
    public mutating func returnToProducer(_ amount: Int64) throws(LotRefusal) -> [LotFact] {
        try admit(.returnToProducer)
        guard title == .consigned else { throw .notConsigned }
        let moved = try move(amount, by: .returnToProducer)
        return [.returned(amount: amount), .moved([moved])] + closeIfEmpty(as: .returnedToProducer)
    }
}
