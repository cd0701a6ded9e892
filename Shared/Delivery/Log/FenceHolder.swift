/// The session whose transaction holds the fence of a log: what was committed after it began may only be read ahead until it
/// ends, whatever schema or database of the server it writes to.
struct FenceHolder: Sendable, Equatable, CustomStringConvertible {
    /// The server's process, for `pg_terminate_backend`.
    var process: Int32
    var user: String
    var application: String
    /// What it does, as `pg_stat_activity` says: `idle in transaction`.
    var state: String
    /// For how many seconds its transaction has been open.
    var seconds: Int64

    var description: String {
        "session \(process) of \(user) (\(application)): \(state), its transaction is \(seconds) s old"
    }
}
