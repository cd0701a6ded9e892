internal import Postgres

/// How long the holder of a lock may say nothing before the server ends its session, and the lock with it.
///
/// A process that dies is gone at once; this is for one that is held up, or whose host is: it keeps its session, and would
/// keep the lock.
public struct SilenceLimit: Sendable {
    private let length: Duration

    /// Longer than the work in hand takes as a rule, which may be waited for in silence.
    public static let usual = SilenceLimit(.seconds(15))

    /// Sets the limit. A server counts in milliseconds.
    public init(_ length: Duration) {
        self.length = length
    }

    /// How often a holder that has nothing to say has to say something.
    var interval: Duration { length / 3 }

    /// Lets the server end a session that says nothing for so long.
    func set(on session: PostgresConnection) async throws(PostgresError) {
        // Servers before PostgreSQL 14 do not know it.
        try await session.execute(
            """
            SELECT set_config(name, \("\(Int(length / .milliseconds(1)))ms"), false) FROM pg_settings
            WHERE name = 'idle_session_timeout'
            """)
    }

    /// Says something on a session whose holder waits for something else. It is not waited for: a task that is cancelled
    /// while it waits for a reply costs the session. One that has ended shows itself when it is needed.
    func breakSilence(on session: PostgresConnection) {
        Task { _ = try? await session.execute("SELECT") }
    }
}
