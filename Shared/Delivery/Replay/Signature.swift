public import Vocabulary

/// Who decides something, why, and when.
public struct Signature: Sendable {
    /// Who.
    public let actor: String
    /// Why, in the words of who decides.
    public let reason: String
    /// When.
    public let at: Instant

    /// Signs.
    public init(_ actor: String, because reason: String, at instant: Instant) {
        self.actor = actor
        self.reason = reason
        at = instant
    }
}
