extension PostgresConnection {
    /// Undoes what a borrower left in the session, cancelled or not. Prepared statements stay.
    ///
    /// A session that cannot be put in order is closed.
    nonisolated(nonsending) func resetSession() async {
        // One that is not idle will not be lent to anyone else.
        guard isIdle else { return }
        let statements: [PostgresQuery] = ["RESET ALL", "SELECT pg_advisory_unlock_all()", "DISCARD TEMP"]
        do {
            let commands = statements.map { Outbox.Command(work: .query($0), endsSegment: true) }
            for command in commands { try put(command) }
            for command in commands { _ = try await shieldedReply(to: command.slot) }
        } catch {
            await close()
        }
    }
}
