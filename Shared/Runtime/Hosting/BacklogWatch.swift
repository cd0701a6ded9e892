internal import Delivery
internal import Postgres
import Synchronization

/// What of the log has not left, as it was seen last. A scrape must not wait for the database.
final class BacklogWatch: Sendable {
    /// How often it is looked at.
    static let interval = Duration.seconds(5)

    private let seen = Mutex<RelayBacklog?>(nil)

    /// Nil before the first look, and while the database is away.
    var current: RelayBacklog? { seen.withLock { $0 } }

    func look(at pool: PostgresPool) async {
        let backlog = try? await RelayBacklog.measure(in: pool)
        seen.withLock { $0 = backlog }
    }
}
