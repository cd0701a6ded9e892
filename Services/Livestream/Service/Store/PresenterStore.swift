internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

/// Presenters, and what they are engaged for.
struct PresenterStore {
    let transaction: PostgresTransaction

    /// Presenters, locked: their engagements do not change meanwhile.
    func load(_ ids: [UUIDv7]) async throws -> [UUIDv7: Presenter] {
        let rows = try await transaction.query(
            "SELECT id, name, state FROM presenter WHERE id = ANY (\(ids)) ORDER BY id FOR NO KEY UPDATE"
        ).decode(UUIDv7.self, String.self, PresenterState.self)
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0.0, Presenter(id: $0.0, name: $0.1, state: $0.2)) })
    }

    /// What they are engaged for: episodes that are scheduled or live.
    func engagements(of ids: [UUIDv7]) async throws -> [Engagement] {
        let rows = try await transaction.query(
            """
            SELECT presenter, episode, starts_at, ends_at FROM engagement JOIN episode ON episode.id = episode
            WHERE presenter = ANY (\(ids)) AND state IN ('scheduled', 'live') ORDER BY starts_at
            """
        ).decode(UUIDv7.self, UUIDv7.self, Instant.self, Instant.self)
        return try rows.map { presenter, episode, start, end in
            Engagement(presenterID: presenter, episodeID: episode, period: try Period(stored: start, end))
        }
    }

    /// Registers one.
    func insert(_ presenter: Presenter) throws(PostgresError) {
        try transaction.send(
            """
            INSERT INTO presenter (id, name, state)
            VALUES (\(presenter.id), \(presenter.name), \(presenter.state))
            """)
    }

    /// Saves where one stands.
    func update(_ presenter: Presenter) throws(PostgresError) {
        try transaction.send("UPDATE presenter SET state = \(presenter.state) WHERE id = \(presenter.id)")
    }
}

extension Period {
    /// A period of two columns.
    init(stored start: Instant, _ end: Instant) throws(StoreFault) {
        guard let period = Period(from: start, to: end) else { throw StoreFault("a period ends before it starts") }
        self = period
    }
}
