public import Vocabulary

extension Order {
    /// `consignment.collected`: prices the lines at their final quantity. What is short is refunded; what is above the
    /// order is neither charged nor taken.
    /// - Parameters:
    ///   - items: what was found of each part.
    ///   - consignment: what was collected.
    ///   - collectedAt: when.
    public mutating func recordCollection(
        of items: [CollectedItem], from consignment: UUIDv7, at collectedAt: Instant
    ) throws(OrderRefusal) -> [OrderFact] {
        try admit(.recordCollection)
        let index = try index(of: consignment)
        let short = try resolve(items.map(\.short), in: consignment)
        state = .fulfilling
        consignments[index].collectedAt = collectedAt
        let reduction = giveBack(short, as: \.short, because: .finalWeight)
        return [.collected(consignment: consignment)] + conclude(reduction.map { [$0] } ?? [], at: collectedAt)
    }
}

extension CollectedItem {
    fileprivate var short: AllocatedQuantity {
        let missing = max(0, ordered.amount - max(0, collected.amount))
        return AllocatedQuantity(allocation: allocation, quantity: Quantity(missing, ordered.unit))
    }
}
