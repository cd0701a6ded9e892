import Synchronization

/// A connection of a pool in someone's hands.
struct Lease: Sendable {
    let id: PoolStateMachine.ConnectionID
    let connection: PostgresConnection
}

/// Marks a task as the holder of a connection of a pool, so that it is not kept waiting for a second one that, with
/// all others doing the same, would never come.
final class LeaseMark: Sendable {
    @TaskLocal static var current: LeaseMark?

    private let pool: ObjectIdentifier
    private let outer: LeaseMark?
    // Tasks that were started under a lease inherit its mark and may outlive it.
    private let isHeld = Atomic(true)

    init(_ pool: PostgresPool) {
        self.pool = ObjectIdentifier(pool)
        outer = Self.current
    }

    func end() {
        isHeld.store(false, ordering: .relaxed)
    }

    /// Whether the running task holds a connection of the pool.
    static func isHeld(of pool: PostgresPool) -> Bool {
        var mark = current
        while let candidate = mark {
            if candidate.pool == ObjectIdentifier(pool), candidate.isHeld.load(ordering: .relaxed) { return true }
            mark = candidate.outer
        }
        return false
    }
}
