import Synchronization

/// Whether a service takes work, and if not, what it waits for.
final class Readiness: Sendable {
    private let awaited = Mutex<[String: String]>([:])

    /// Waits for something, and says why.
    func wait(for part: String, because reason: String) {
        awaited.withLock { $0[part] = reason }
    }

    /// No longer waits for something.
    func found(_ part: String) {
        awaited.withLock { _ = $0.removeValue(forKey: part) }
    }

    /// What is waited for, in a stable order; empty when ready.
    var missing: [String] {
        awaited.withLock { awaited in
            awaited.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        }
    }
}
