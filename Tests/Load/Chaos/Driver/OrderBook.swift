import Synchronization
import Vocabulary

/// What buyers were told of their orders.
final class OrderBook: Sendable {
    /// What it holds.
    struct Entries: Sendable {
        /// The orders that were answered with 201.
        var accepted: [UUIDv7] = []
        /// Answers that refuse an order for good, by status.
        var refused: [Int: Int] = [:]
        /// How many were never answered: whether they were taken is not known.
        var unanswered = 0
        /// How many requests were sent in vain and again.
        var repeats = 0
        /// How long the slowest of the accepted ones waited for its answer, from when it was due, in milliseconds.
        var slowest = 0
    }

    private let state = Mutex(Entries())

    /// All of it, so far.
    var entries: Entries { state.withLock(\.self) }

    /// Changes it.
    func note(_ change: (inout Entries) -> Void) {
        state.withLock { change(&$0) }
    }
}
