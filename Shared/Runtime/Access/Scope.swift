public import Vocabulary

/// How far somebody's role reaches.
public struct Scope: Sendable, Hashable {
    /// The county whose things are theirs; nil for every county.
    public var county: DivisionCode?
    /// The sub-platform that they act in; nil for none in particular.
    public var subPlatform: UUIDv7?
    /// The partner that they act for; nil unless their role is a partner's.
    public var partner: UUIDv7?

    /// A scope; every county's things unless one is named.
    public init(county: DivisionCode? = nil, subPlatform: UUIDv7? = nil, partner: UUIDv7? = nil) {
        self.county = county
        self.subPlatform = subPlatform
        self.partner = partner
    }
}
