internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

/// Series of episodes.
struct ProgrammeStore {
    let transaction: PostgresTransaction

    /// A programme, locked; nil if there is none.
    func load(_ id: UUIDv7) async throws -> Programme? {
        let rows = try await transaction.query(
            "SELECT title_zh, title_en, state FROM programme WHERE id = \(id) FOR NO KEY UPDATE")
        guard let row = rows.first else { return nil }
        let (chinese, english, state) = try row.decode(String.self, String.self, ProgrammeState.self)
        guard let title = Title(chinese: chinese, english: english) else {
            throw StoreFault("programme \(id) has no title")
        }
        return Programme(id: id, title: title, state: state)
    }

    /// The states of all its episodes.
    func episodeStates(of id: UUIDv7) async throws -> [EpisodeState] {
        try await transaction.query("SELECT state FROM episode WHERE programme = \(id)").decode(EpisodeState.self)
    }

    /// The numbers that its episodes have, those apart that were called off.
    func episodeNumbers(of id: UUIDv7) async throws -> [Int32] {
        try await transaction.query(
            "SELECT number FROM episode WHERE programme = \(id) AND state <> \(EpisodeState.cancelled)"
        ).decode(Int32.self)
    }

    /// Opens one.
    func insert(_ programme: Programme) throws(PostgresError) {
        try transaction.send(
            """
            INSERT INTO programme (id, title_zh, title_en, state)
            VALUES (\(programme.id), \(programme.title.chinese), \(programme.title.english), \(programme.state))
            """)
    }

    /// Saves where one stands.
    func update(_ programme: Programme) throws(PostgresError) {
        try transaction.send("UPDATE programme SET state = \(programme.state) WHERE id = \(programme.id)")
    }
}
