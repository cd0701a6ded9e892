internal import Postgres

/// An instance's session among those of its service: what it locks here is free again when the session ends, however it
/// ends.
struct MemberSession: Sendable {
    private let session: PostgresConnection
    private let silence: SilenceLimit

    /// An instance's place among the living.
    struct Place: Sendable, Equatable {
        /// From 0.
        var rank: Int
        /// How many live.
        var living: Int
    }

    /// Opens a session and shows that one more instance lives, by a lock that all of them share.
    static func join(
        _ database: PostgresConfiguration, silence: SilenceLimit = .usual
    ) async throws -> MemberSession {
        let session = try await PostgresConnection.connect(database)
        do {
            try await silence.set(on: session)
            try await session.execute(
                "SELECT pg_advisory_lock_shared(\(AdvisoryLock.instances), hashtext(current_schema()))")
        } catch {
            await session.close()
            throw error
        }
        return MemberSession(session: session, silence: silence)
    }

    /// Returns when the session has ended, however it ended.
    func ended() async {
        try? await session.waitUntilClosed()
    }

    /// Does work that may take longer than the session may be silent.
    func whileSpeaking(_ work: () async -> Void) async {
        let speaking = Task { [silence, session] in
            while true {
                try await Task.sleep(for: silence.interval)
                silence.breakSilence(on: session)
            }
        }
        defer { speaking.cancel() }
        await work()
    }

    /// Where this instance stands among those that hold the shared lock: behind those whose sessions are older, so that one that
    /// joins takes over no more than its share. Processes' numbers, which begin anew, tell only those apart that came at once.
    func place() async throws -> Place {
        let rows = try await session.query(
            """
            SELECT pid = pg_backend_pid() FROM pg_locks JOIN pg_stat_activity AS activity USING (pid)
            WHERE locktype = 'advisory' AND granted AND mode = 'ShareLock'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND classid = \(AdvisoryLock.instances)::oid
                -- An oid has no sign.
                AND objid = (hashtext(current_schema())::bigint & 4294967295)::oid
            ORDER BY activity.backend_start, pid
            """)
        let members = try rows.decode(Bool.self)
        guard let rank = members.firstIndex(of: true) else { throw DeliveryError.deposed }
        return Place(rank: rank, living: members.count)
    }

    /// Locks a partition, unless another instance has it.
    func lock(partition: Int) async throws -> Bool {
        let rows = try await session.query(
            "SELECT pg_try_advisory_lock(\(AdvisoryLock.partition(partition)), hashtext(current_schema()))")
        return try rows.decode(Bool.self) == [true]
    }

    /// Lets another instance have a partition.
    func unlock(partition: Int) async throws {
        try await session.execute(
            "SELECT pg_advisory_unlock(\(AdvisoryLock.partition(partition)), hashtext(current_schema()))")
    }

    /// Ends the session, and with it all locks.
    func close() async {
        await session.close()
    }
}
