public import Vocabulary

/// What a buyer needs to fetch a parcel at a station. The code itself is known to the buyer alone.
public struct PickUp: Sendable, Equatable {
    /// The digest of the code.
    public let codeDigest: ContentDigest
    /// When the parcel is no longer kept.
    public let deadline: Instant
    /// How often a wrong code was given.
    public internal(set) var wrongTries: Int32

    /// A pick-up as stored.
    public init(codeDigest: ContentDigest, deadline: Instant, wrongTries: Int32 = 0) {
        self.codeDigest = codeDigest
        self.deadline = deadline
        self.wrongTries = wrongTries
    }

    /// How often a code may be wrong before none is taken any more.
    public static let tries: Int32 = 5
}
