public import Vocabulary

/// What a hub counted of one allocation.
public struct Counted: Sendable, Equatable {
    /// The allocation.
    public let allocationID: UUIDv7
    /// How much was counted, in the unit ordered.
    public let amount: Int64
    /// How much less that is than was carried, as the clerk states it.
    public let statedDifference: Int64

    /// Makes a count.
    public init(allocationID: UUIDv7, amount: Int64, statedDifference: Int64 = 0) {
        self.allocationID = allocationID
        self.amount = amount
        self.statedDifference = statedDifference
    }
}

extension Consignment {
    /// RECEIVE at hub: on board → at hub. The count agrees, or the difference is stated.
    /// - Parameters:
    ///   - site: a hub, or a city's depot.
    ///   - counts: a count of each allocation that is carried.
    public mutating func receive(
        at site: Site, _ counts: [Counted], at now: Instant
    ) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.onBoard)
        guard site.sortsGoods else { throw .siteDoesNotSort(site.id) }
        let counted = try byAllocation(counts, \.allocationID)
        for item in items where item.carried > 0 {
            guard let count = counted[item.allocationID] else { throw .itemMissing(item.allocationID) }
            guard (0...item.carried).contains(count.amount) else { throw .amountOutOfRange(item.allocationID) }
            guard count.statedDifference == item.carried - count.amount
            else {
                throw .differenceUnstated(item.allocationID, carried: item.carried, counted: count.amount)
            }
        }
        var short: [AllocationQuantity] = []
        for index in items.indices where items[index].carried > 0 {
            let item = items[index]
            let missing = counted[item.allocationID]?.statedDifference ?? 0
            items[index].missing += missing
            if missing > 0 {
                short.append(
                    AllocationQuantity(
                        allocationID: item.allocationID, lotID: item.lotID, quantity: item.quantity(missing)))
            }
        }
        state = .atHub
        siteID = site.id
        runID = nil
        return [.received(siteID: site.id, short: short, at: now)]
    }
}
