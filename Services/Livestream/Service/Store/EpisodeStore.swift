internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

/// Episodes, with who presents them and what was recorded of them.
struct EpisodeStore {
    let transaction: PostgresTransaction

    /// Episodes, in the order of their ids.
    func load(_ ids: [UUIDv7], _ lock: RowLock) async throws -> [Episode] {
        let rows = try transaction.send(
            """
            SELECT id, programme, number, county, alleviation_day, starts_at, ends_at, state, stream, stream_lost_at,
                ARRAY(SELECT presenter FROM engagement WHERE episode = episode.id ORDER BY position)
            FROM episode WHERE id = ANY (\(ids)) ORDER BY id \(unescaped: lock.rawValue)
            """)
        let recordings = try await recordings(of: ids)
        return try await rows.rows.decode(
            UUIDv7.self, UUIDv7.self, Int32.self, DivisionCode.self, UUIDv7?.self, Instant.self, Instant.self,
            EpisodeState.self, String.self, Instant?.self, [UUIDv7].self
        ).map { row in
            Episode(
                id: row.0, programmeID: row.1, number: row.2, county: row.3, presenterIDs: row.10,
                alleviationDayID: row.4, period: try Period(stored: row.5, row.6), state: row.7,
                stream: try Episode.Stream(stored: row.8, lostAt: row.9), recordings: recordings[row.0] ?? [])
        }
    }

    private func recordings(of ids: [UUIDv7]) async throws -> [UUIDv7: [Episode.Recording]] {
        let rows = try await transaction.query(
            "SELECT episode, id, media_key, duration_ms FROM recording WHERE episode = ANY (\(ids)) ORDER BY id"
        ).decode(UUIDv7.self, UUIDv7.self, String.self, Int64.self)
        return Dictionary(grouping: rows, by: \.0).mapValues { rows in
            rows.map { Episode.Recording(id: $0.1, mediaKey: $0.2, duration: .milliseconds($0.3)) }
        }
    }

    /// Where an episode stands; nil if there is none.
    func state(of id: UUIDv7) async throws -> EpisodeState? {
        try await transaction.query("SELECT state FROM episode WHERE id = \(id)").decode(EpisodeState.self).first
    }

    /// The programmes that episodes belong to, for those that there are.
    func references(to ids: [UUIDv7]) async throws -> [UUIDv7: EpisodeReference] {
        let rows = try await transaction.query("SELECT id, programme FROM episode WHERE id = ANY (\(ids))")
            .decode(UUIDv7.self, UUIDv7.self)
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0.0, EpisodeReference(episodeID: $0.0, programmeID: $0.1)) })
    }

    /// Puts an episode on the programme, and engages its presenters.
    func insert(_ episode: Episode) throws(PostgresError) {
        try transaction.send(
            """
            INSERT INTO episode (id, programme, number, county, alleviation_day, starts_at, ends_at, state, stream)
            VALUES (\(episode.id), \(episode.programmeID), \(episode.number), \(episode.county),
                \(episode.alleviationDayID), \(episode.period.start), \(episode.period.end), \(episode.state),
                \(episode.stream.storedText))
            """)
        try transaction.send(
            """
            INSERT INTO engagement (episode, presenter, position)
            SELECT \(episode.id), presenter, position
            FROM unnest(\(episode.presenterIDs)) WITH ORDINALITY AS engaged (presenter, position)
            """)
    }

    /// Saves where episodes stand, and when they are to be.
    func update(_ episodes: [Episode]) throws(PostgresError) {
        guard !episodes.isEmpty else { return }
        try transaction.send(
            """
            UPDATE episode SET alleviation_day = new.alleviation_day, starts_at = new.starts_at, ends_at = new.ends_at,
                state = new.state, stream = new.stream, stream_lost_at = new.stream_lost_at
            FROM unnest(
                \(episodes.map(\.id)), \(episodes.map(\.alleviationDayID)), \(episodes.map(\.period.start)),
                \(episodes.map(\.period.end)), \(episodes.map(\.state)), \(episodes.map(\.stream.storedText)),
                \(episodes.map(\.stream.lostAt))
            ) AS new (id, alleviation_day, starts_at, ends_at, state, stream, stream_lost_at)
            WHERE episode.id = new.id
            """)
    }

    /// Keeps what was recorded of an episode.
    func insert(_ recording: Episode.Recording, of episode: UUIDv7) throws(PostgresError) {
        try transaction.send(
            """
            INSERT INTO recording (id, episode, media_key, duration_ms)
            VALUES (\(recording.id), \(episode), \(recording.mediaKey), \(recording.duration.milliseconds))
            """)
    }
}

extension Episode.Stream {
    fileprivate init(stored text: String, lostAt: Instant?) throws(StoreFault) {
        switch (text, lostAt) {
        case ("awaited", nil): self = .awaited
        case ("running", nil): self = .running
        case ("lost", let instant?): self = .lost(at: instant)
        default: throw StoreFault("a stream is \(text)")
        }
    }

    /// Its state as it is stored and shown.
    var storedText: String {
        switch self {
        case .awaited: "awaited"
        case .running: "running"
        case .lost: "lost"
        }
    }

    fileprivate var lostAt: Instant? {
        if case .lost(let instant) = self { instant } else { nil }
    }
}
