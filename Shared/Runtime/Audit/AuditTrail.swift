public import Postgres

/// The record of who commanded what, when and why, written in the transaction of the command.
public enum AuditTrail {
    /// Adds an entry.
    /// - Parameters:
    ///   - command: the command's name: `publish-notice`.
    ///   - subject: what it was done to.
    public static func record(
        _ command: String, on subject: String, by context: CommandContext, in transaction: PostgresTransaction
    ) throws(PostgresError) {
        try transaction.send(
            """
            INSERT INTO audit_trail (at, actor, role, command, subject, reason)
            VALUES (\(context.now), \(context.actor), \(context.caller.role.rawValue), \(command), \(subject),
                \(context.reason))
            """)
    }
}
