internal import Postgres
import Synchronization

/// Whether a service takes work, and if not, what it waits for.
final class Readiness: Sendable {
    private let awaited = Mutex<[String: String]>([:])
    private static let database = "database"

    /// Waits for something, and says why.
    func wait(for part: String, because reason: String) {
        awaited.withLock { $0[part] = reason }
    }

    /// No longer waits for something.
    func found(_ part: String) {
        awaited.withLock { _ = $0.removeValue(forKey: part) }
    }

    /// Takes in what happened to a connection to the database.
    func note(_ event: PoolEvent) {
        switch event {
        case .connected: found(Self.database)
        case .connectionFailed(let error), .connectionLost(let error): wait(for: Self.database, because: "\(error)")
        case .discarded: break
        }
    }

    /// What is waited for, in a stable order; empty when ready.
    /// - Parameter connections: those to the database; while some are left, one that broke is not waited for.
    func missing(holding connections: PoolUsage) -> [String] {
        let isConnected = connections.idle + connections.leased > 0
        return awaited.withLock { awaited in
            awaited.filter { !isConnected || $0.key != Self.database }
                .sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        }
    }
}
