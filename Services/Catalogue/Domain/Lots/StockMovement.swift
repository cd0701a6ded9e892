public import Vocabulary

/// Goods of one lot that move, as a fact of a reservation, a slot or the lot itself demands.
public struct StockMovement: Sendable, Hashable {
    /// Whose goods.
    public let lotID: UUIDv7
    /// The offer of an episode, where what is set aside for it changes.
    public let offerID: UUIDv7?
    /// Between which parts.
    public let movement: LotMovement
    /// How much, in the lot's unit.
    public let amount: Int64

    /// Makes a movement. An offer is kept only where the movement touches what is set aside for it.
    public init(of lotID: UUIDv7, for offerID: UUIDv7? = nil, by movement: LotMovement, _ amount: Int64) {
        self.lotID = lotID
        self.offerID = movement.touchesSlot ? offerID : nil
        self.movement = movement
        self.amount = amount
    }
}

extension [StockMovement] {
    /// The same movements with equal ones added together, by lot, so that each lot is changed once and in one sorted
    /// order however many orders moved its goods.
    public func summed() -> [StockMovement] {
        var amounts: [StockMovement.Kind: Int64] = [:]
        for moved in self {
            amounts[moved.kind, default: 0] += moved.amount
        }
        return amounts.map { StockMovement(of: $0.lotID, for: $0.offerID, by: $0.movement, $1) }
            .sorted { $0.kind < $1.kind }
    }
}

extension StockMovement {
    /// What two movements have in common that may be added together.
    fileprivate struct Kind: Hashable, Comparable {
        let lotID: UUIDv7
        let movement: LotMovement
        let offerID: UUIDv7?

        static func < (left: Kind, right: Kind) -> Bool {
            if left.lotID != right.lotID { return left.lotID < right.lotID }
            if left.movement != right.movement { return left.movement.rawValue < right.movement.rawValue }
            guard let offerID = right.offerID else { return false }
            return left.offerID.map { $0 < offerID } ?? true
        }
    }

    fileprivate var kind: Kind { Kind(lotID: lotID, movement: movement, offerID: offerID) }
}
