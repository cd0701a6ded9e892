public import Vocabulary

/// Someone who presents episodes.
public struct Presenter: Sendable, Equatable {
    /// Their identifier, which is all that is public of them.
    public let id: UUIDv7
    /// The name that viewers know them by. It is in no event.
    public let name: String
    /// Where they stand.
    public internal(set) var state: PresenterState

    /// A presenter as stored.
    public init(id: UUIDv7, name: String, state: PresenterState) {
        self.id = id
        self.name = name
        self.state = state
    }
}

/// Where a presenter stands.
///
/// | from | command | to |
/// |---|---|---|
/// | ∅ | `register` | active |
/// | active | `retire` | retired |
public enum PresenterState: String, Sendable, CaseIterable {
    /// May be engaged for episodes.
    case active
    /// Is engaged no more. Final.
    case retired
}

/// What happened to a presenter.
public enum PresenterFact: Sendable, Equatable {
    /// They were registered.
    case registered(at: Instant)
    /// They retired.
    case retired(at: Instant)
}
