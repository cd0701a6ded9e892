public import Vocabulary

/// Goods of an allocation, in the lot's unit.
public struct AllocatedGoods: Sendable, Hashable {
    /// The allocation.
    public let allocationID: UUIDv7
    /// Whose goods.
    public let lotID: UUIDv7
    /// The offer that they were bought in.
    public let offerID: UUIDv7?
    /// How much.
    public let amount: Int64

    /// Makes it of an allocation and an amount.
    init(_ allocation: Allocation, _ amount: Int64) {
        allocationID = allocation.id
        lotID = allocation.lotID
        offerID = allocation.offerID
        self.amount = amount
    }
}

/// Goods that came back, and where to.
public struct ReleasedGoods: Sendable, Hashable {
    /// What came back.
    public let goods: AllocatedGoods
    /// Where it is now.
    public let to: ReleaseDestination

    /// Makes it of both.
    init(_ goods: AllocatedGoods, to: ReleaseDestination) {
        self.goods = goods
        self.to = to
    }
}

/// Why goods came back.
public enum ReleaseCause: String, Sendable, Hashable, CaseIterable {
    /// The order was cancelled.
    case orderCancelled = "order-cancelled"
    /// The consignment was withdrawn, wholly or in part.
    case withdrawn
    /// Logistics refused the consignment.
    case refused
    /// They were left at the station when the rest was collected.
    case leftBehind = "left-behind"
}

/// What happened to a reservation.
public enum ReservationFact: Sendable, Equatable {
    /// The order was confirmed, and the goods are sold.
    case committed([AllocatedGoods])
    /// Goods came back.
    case released(ReleaseCause, [ReleasedGoods])
    /// The order lost its claim on goods of a lot.
    case revoked(lotID: UUIDv7, RevocationCause, [AllocatedGoods])
    /// Goods were collected.
    case shipped([AllocatedGoods])
    /// Goods were delivered and accepted.
    case delivered([AllocatedGoods])
    /// Goods were refused, missing or condemned.
    case lost([AllocatedGoods])
    /// Goods that were not delivered lie at a station; their lots bring them back and hold them until they are
    /// inspected.
    case broughtBack([AllocatedGoods])
    /// Goods moved between the parts of their lots; where a slot's goods did, the slot follows.
    case moved([StockMovement])
}

extension Reservation {
    /// The movements of some goods as one fact, or as none if there are none.
    func moved(_ goods: [AllocatedGoods], by movement: LotMovement) -> [ReservationFact] {
        goods.isEmpty ? [] : [.moved(goods.map { StockMovement(of: $0.lotID, by: movement, $0.amount) })]
    }
}
