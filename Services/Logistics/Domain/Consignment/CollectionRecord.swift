public import Vocabulary

/// What was collected.
public struct CollectionRecord: Sendable, Equatable {
    /// The run that collected.
    public let runID: UUIDv7
    /// Where.
    public let siteID: UUIDv7
    /// When.
    public let at: Instant
    /// What, by allocation.
    public let items: [CollectedItem]
    /// The digest of the photograph.
    public let proof: ContentDigest
}

/// What was collected of one allocation.
public struct CollectedItem: Sendable, Equatable {
    /// The allocation.
    public let allocationID: UUIDv7
    /// The lot that the goods come from.
    public let lotID: UUIDv7
    /// How much was to be collected.
    public let ordered: Quantity
    /// How much was.
    public let collected: Quantity
    /// What it weighs, in grams.
    public let weightGrams: Int64
    /// Why it is less; nil if it is not.
    public let shortReason: ShortReason?
}

/// Why less was collected than was to be.
public enum ShortReason: String, Sendable, CaseIterable {
    /// It was not there.
    case absent
    /// It was not sound.
    case spoiled
    /// It weighed less.
    case underweight
}
