/// Whether a pavilion or a sub-platform sells.
public enum StorefrontState: String, Sendable, Hashable, CaseIterable {
    /// It sells.
    case open
    /// It has ended for good.
    case closed
}
