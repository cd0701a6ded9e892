internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

/// Which sessions watched which episodes.
struct EpisodeViewStore {
    let transaction: PostgresTransaction

    /// Notes a sign of a session: its visit goes on, or it comes for another one.
    func note(_ session: Token, at episode: UUIDv7, _ now: Instant) throws(PostgresError) {
        try transaction.send(
            """
            WITH continued AS (
                UPDATE episode_view SET last_seen_at = greatest(last_seen_at, \(now))
                WHERE session = \(session) AND episode = \(episode) AND joined_at <= \(now)
                    AND last_seen_at >= \(now - EpisodeView.presence)
                RETURNING session
            )
            INSERT INTO episode_view (session, episode, joined_at, last_seen_at)
            SELECT \(session), \(episode), \(now), \(now) WHERE NOT EXISTS (SELECT FROM continued)
            ON CONFLICT DO NOTHING
            """)
        let seen = HyperLogLog.Observation(of: viewerHash(of: session))
        try transaction.send(
            """
            INSERT INTO audience_register AS kept (episode, register, rank)
            VALUES (\(episode), \(Int32(seen.register)), \(Int16(seen.rank)))
            ON CONFLICT (episode, register) DO UPDATE SET rank = excluded.rank WHERE kept.rank < excluded.rank
            """)
    }

    /// What sessions watched from an instant on.
    func views(of sessions: [Token], seenSince instant: Instant) async throws -> [EpisodeView] {
        try await transaction.query(
            """
            SELECT session, episode, programme, joined_at, last_seen_at
            FROM episode_view JOIN episode ON episode.id = episode
            WHERE session = ANY (\(sessions)) AND last_seen_at >= \(instant)
            """
        ).decode(Token.self, UUIDv7.self, UUIDv7.self, Instant.self, Instant.self).map { row in
            EpisodeView(
                session: row.0, episode: EpisodeReference(episodeID: row.1, programmeID: row.2), joinedAt: row.3,
                lastSeenAt: row.4)
        }
    }

    /// Who watched an episode.
    func audience(of episode: UUIDv7) async throws -> Audience {
        let registers = try transaction.send("SELECT register, rank FROM audience_register WHERE episode = \(episode)")
        // A visit lasts until its last sign and a while; one that ends as another begins makes room for it.
        let peak = try await transaction.query(
            """
            SELECT coalesce(max(watching), 0)::bigint FROM (
                SELECT sum(change) OVER (ORDER BY at, change) AS watching FROM (
                    SELECT joined_at AS at, 1 AS change FROM episode_view WHERE episode = \(episode)
                    UNION ALL
                    SELECT last_seen_at + \(EpisodeView.presence.milliseconds) * interval '1 millisecond', -1
                    FROM episode_view WHERE episode = \(episode)
                ) AS changes
            ) AS course
            """
        ).decode(Int64.self).first
        var ranks = HyperLogLog().registers
        for (register, rank) in try await registers.rows.decode(Int32.self, Int16.self) {
            ranks[Int(register)] = UInt8(clamping: rank)
        }
        guard let viewers = HyperLogLog(registers: ranks) else {
            throw StoreFault("the audience of \(episode) has a rank that no hash leaves behind")
        }
        return Audience(episodeID: episode, viewers: viewers, peak: peak ?? 0)
    }

    /// Keeps audiences as they were told.
    func insert(_ counts: [AudienceCount]) throws(PostgresError) {
        guard !counts.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO audience_count (episode, as_of, unique_estimate, peak)
            SELECT * FROM unnest(
                \(counts.map(\.episodeID)), \(counts.map(\.asOf)), \(counts.map(\.uniqueEstimate)),
                \(counts.map(\.peak)))
            """)
    }
}
