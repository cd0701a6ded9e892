public import Vocabulary

/// Where goods go that come back.
public enum ReleaseDestination: String, Sendable, Hashable, CaseIterable {
    /// On sale to anyone.
    case available
    /// Kept for the offer that they were bought in.
    case setAside = "set-aside"
    /// Nowhere: their lot is closed.
    case lost
}

/// What is known of slots and lots when goods come back: to a slot while it is open, else on sale to anyone; but what
/// was sold of a lot that is closed by now is lost.
public struct ReleasePaths: Sendable, Equatable {
    /// The offers whose slots are open.
    public let openOffers: Set<UUIDv7>
    /// The lots that are closed or recalled.
    public let closedLots: Set<UUIDv7>

    /// Makes paths from the slots and the lots that the goods came from.
    public init(slots: [SlotStock], lots: [Lot], at now: Instant) {
        openOffers = Set(slots.filter { $0.takesBack(at: now) }.map(\.offerID))
        closedLots = Set(lots.filter { $0.state == .closed || $0.state == .recalled }.map(\.id))
    }

    /// Where an allocation's goods go.
    func destination(of allocation: Allocation) -> ReleaseDestination {
        if closedLots.contains(allocation.lotID) { return .lost }
        if let offerID = allocation.offerID, openOffers.contains(offerID) { return .setAside }
        return .available
    }
}

extension Reservation {
    /// Gives back some of what is open of an allocation.
    mutating func giveBack(
        _ amount: Int64, at position: Int, along paths: ReleasePaths,
    ) -> (ReleasedGoods, StockMovement) {
        let allocation = allocations[position]
        let destination = paths.destination(of: allocation)
        let movement: LotMovement =
            switch (allocation.stage, destination) {
            case (.reserved, .setAside): .releaseToSlot
            case (.reserved, .available): .release
            case (.reserved, .lost): .expireReserved
            case (_, .setAside): .withdrawToSlot
            case (_, .available): .withdraw
            case (_, .lost): .withdrawToLost
            }
        return giveBack(amount, at: position, to: destination, by: movement)
    }

    /// Leaves some of what is open of an allocation at its station when the rest is collected. Its offer is over for the
    /// buyer by then, so that it goes on sale to anyone.
    mutating func leaveBehind(
        _ amount: Int64, at position: Int, along paths: ReleasePaths,
    ) -> (ReleasedGoods, StockMovement) {
        let isLost = paths.closedLots.contains(allocations[position].lotID)
        return giveBack(
            amount, at: position, to: isLost ? .lost : .available, by: isLost ? .withdrawToLost : .leaveBehind)
    }

    private mutating func giveBack(
        _ amount: Int64, at position: Int, to destination: ReleaseDestination, by movement: LotMovement,
    ) -> (ReleasedGoods, StockMovement) {
        let allocation = allocations[position]
        allocations[position].open -= amount
        return (
            ReleasedGoods(AllocatedGoods(allocation, amount), to: destination),
            StockMovement(of: allocation.lotID, for: allocation.offerID, by: movement, amount)
        )
    }
}
