public import Vocabulary

extension Consignment {
    /// order.withdrawal-requested, order.cancelled: accepted, planned → withdrawn, or the same with less in it.
    /// Collected goods go on: the order has learnt it from their collection.
    /// - Parameter amounts: how much of which allocation; nil for everything.
    public mutating func withdraw(
        _ amounts: [UUIDv7: Int64]?, at now: Instant
    ) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        guard collectedAt == nil else { return [] }
        try require(.accepted, .planned)
        if let amounts {
            let known = Set(items.map(\.allocationID))
            for (id, amount) in amounts {
                guard known.contains(id) else { throw .unknownItem(id) }
                guard amount >= 0 else { throw .amountOutOfRange(id) }
            }
        }
        var withdrawn: [AllocationQuantity] = []
        for index in items.indices {
            let item = items[index]
            // A second wish for what is gone already asks for nothing more.
            let amount = min(amounts.map { $0[item.allocationID, default: 0] } ?? item.due, item.due)
            guard amount > 0 else { continue }
            items[index].withdrawn += amount
            withdrawn.append(
                AllocationQuantity(
                    allocationID: item.allocationID, lotID: item.lotID, quantity: item.quantity(amount)))
        }
        guard !withdrawn.isEmpty else { return [] }
        let isWhole = items.allSatisfy { $0.due == 0 }
        if isWhole {
            state = .withdrawn
            runID = nil
        }
        return [.withdrawn(withdrawn, isWhole: isWhole, at: now)]
    }
}
