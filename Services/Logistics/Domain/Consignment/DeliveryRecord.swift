public import Vocabulary

/// What was delivered.
public struct DeliveryRecord: Sendable, Equatable {
    /// When.
    public let at: Instant
    /// What, by allocation.
    public let items: [DeliveredItem]
    /// What shows it.
    public let proof: DeliveryProof
}

/// What was delivered of one allocation. Delivered, refused and condemned together are what was collected: what a hub
/// found missing counts as refused here, since the buyer does not have it.
public struct DeliveredItem: Sendable, Equatable {
    /// The allocation.
    public let allocationID: UUIDv7
    /// The lot that the goods come from.
    public let lotID: UUIDv7
    /// How much the buyer took.
    public let delivered: Quantity
    /// How much the buyer did not take.
    public let refused: Quantity
    /// Why not; nil if all was taken.
    public let reason: RefusedGoods?
}

/// Why a buyer does not take goods.
public enum RefusedGoods: String, Sendable, CaseIterable {
    /// They are damaged.
    case damaged
    /// They are spoiled.
    case spoiled
    /// They are others than ordered.
    case wrong
    /// They are not wanted any more.
    case unwanted
    /// They are not there.
    case missing
}

/// What shows a delivery.
public struct DeliveryProof: Sendable, Equatable {
    /// What kind of proof.
    public let kind: DeliveryProofKind
    /// Its digest.
    public let digest: ContentDigest

    /// Makes a proof.
    public init(kind: DeliveryProofKind, digest: ContentDigest) {
        self.kind = kind
        self.digest = digest
    }
}

/// A kind of proof of delivery.
public enum DeliveryProofKind: String, Sendable, CaseIterable {
    /// The buyer's code.
    case code
    /// A signature.
    case signature
    /// A photograph.
    case photo
}
