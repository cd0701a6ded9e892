public import Vocabulary

/// A series of episodes that travels from county to county.
public struct Programme: Sendable, Equatable {
    /// Its identifier.
    public let id: UUIDv7
    /// What it is called.
    public let title: Title
    /// Where it stands.
    public internal(set) var state: ProgrammeState

    /// A programme as stored.
    public init(id: UUIDv7, title: Title, state: ProgrammeState) {
        self.id = id
        self.title = title
        self.state = state
    }
}

/// Where a programme stands.
///
/// | from | command | to |
/// |---|---|---|
/// | ∅ | `open` | open |
/// | open | `close` | closed |
public enum ProgrammeState: String, Sendable, CaseIterable {
    /// Episodes may be scheduled in it.
    case open
    /// It has come to its end. Final.
    case closed
}

/// What happened to a programme.
public enum ProgrammeFact: Sendable, Equatable {
    /// It was opened.
    case opened(at: Instant)
    /// It was closed.
    case closed(at: Instant)
}
