public import Vocabulary

/// A person who acts, or the clock, named by an opaque identifier: makers and checkers are told apart by it.
public struct Actor: Sendable, Hashable {
    /// The identifier.
    public let id: String

    /// Makes an actor of an identifier.
    public init(_ id: String) {
        self.id = id
    }

    /// What acts when a deadline falls due.
    public static let clock = Actor("clock")
}

/// Who acts on a household, when, and under which id the evidence of it is kept.
public struct Act: Sendable, Hashable {
    /// Who acts.
    public let by: Actor
    /// The act's stated time, which is the one that counts.
    public let at: Instant
    /// The evidence record that this act leaves behind.
    public let evidence: UUIDv7

    /// Makes an act.
    public init(by: Actor, at: Instant, evidence: UUIDv7) {
        self.by = by
        self.at = at
        self.evidence = evidence
    }

    /// The business day that it falls on.
    public var day: Day { Day(of: at) }
}
