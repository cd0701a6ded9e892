import Synchronization

/// Tells the connections that this process ever opened apart, whoever opened them.
struct SessionID: Sendable, Hashable {
    private let number: UInt64

    private static let last = Atomic<UInt64>(0)

    /// One that no other connection has.
    init() {
        number = Self.last.add(1, ordering: .relaxed).newValue
    }
}
