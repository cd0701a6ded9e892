public import Vocabulary

/// A part of the platform for some region, with listings of its own; it may sit on a partner's platform.
public struct SubPlatform: Sendable, Equatable {
    /// Its id.
    public let id: UUIDv7
    /// What it is called.
    public let name: BilingualName
    /// The counties that it serves; none means every one.
    public let counties: [DivisionCode]
    /// The partner on whose platform it sits.
    public let partnerID: UUIDv7?
    /// Whether it sells.
    public internal(set) var state: StorefrontState

    /// A sub-platform as stored.
    public init(
        id: UUIDv7, name: BilingualName, counties: [DivisionCode], partnerID: UUIDv7?, state: StorefrontState,
    ) {
        self.id = id
        self.name = name
        self.counties = counties
        self.partnerID = partnerID
        self.state = state
    }
}
