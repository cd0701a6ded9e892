/// The reply to a statement that was sent, which may not have come yet. One task at a time waits for it.
public struct PostgresReply: Sendable {
    private let connection: PostgresConnection
    private let slot: Slot<PostgresRows>

    init(_ connection: PostgresConnection, _ slot: Slot<PostgresRows>) {
        self.connection = connection
        self.slot = slot
    }

    /// The rows that the statement returned.
    public nonisolated(nonsending) var rows: PostgresRows {
        get async throws(PostgresError) { try await connection.reply(to: slot) }
    }

    /// How many rows the statement inserted, updated, deleted or returned.
    public nonisolated(nonsending) var affectedRowCount: Int {
        get async throws(PostgresError) { try await rows.affectedRowCount }
    }
}
