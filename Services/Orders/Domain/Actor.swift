/// A person who acts, by the name that the caller gives and the audit keeps.
public struct Actor: Sendable, Hashable {
    /// The name.
    public let name: String

    /// Names a person.
    public init(_ name: String) {
        self.name = name
    }
}
