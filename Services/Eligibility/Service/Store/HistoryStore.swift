internal import Delivery
internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// What happened to households, and what was made known of them.
struct HistoryStore {
    let transaction: PostgresTransaction

    /// Writes down moves.
    func append(_ moves: [(household: UUIDv7, transition: Transition)]) throws {
        guard !moves.isEmpty else { return }
        let transitions = moves.map(\.transition)
        try transaction.send(
            """
            INSERT INTO household_history (household, evidence, from_state, to_state, actor, at, reason)
            SELECT * FROM unnest(
                \(moves.map(\.household)), \(transitions.map(\.act.evidence)), \(transitions.map(\.from)),
                \(transitions.map(\.to)), \(transitions.map(\.act.by)), \(transitions.map(\.act.at)),
                \(transitions.map(\.reason)))
            """)
    }

    /// Writes down what was made known.
    func makeKnown(_ entries: [(token: Token, entry: StatusEntry)]) throws {
        guard !entries.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO status_entry (token, state, county, effective_at, evidence)
            SELECT * FROM unnest(
                \(entries.map(\.token)), \(entries.map(\.entry.state)), \(entries.map(\.entry.county)),
                \(entries.map(\.entry.effectiveAt)), \(entries.map(\.entry.evidence)))
            """)
    }

    /// What was made known of households, by token. One of which nothing was made known is not among them.
    func statuses(of tokens: [Token]) async throws -> [Token: StatusHistory] {
        let rows = try await transaction.query(
            """
            SELECT token, state, county, effective_at, evidence FROM status_entry
            WHERE token = ANY (\(tokens)) ORDER BY token, number
            """
        ).decode(Token.self, HouseholdState.self, DivisionCode.self, Instant.self, UUIDv7.self)
        return Dictionary(grouping: rows, by: \.0).mapValues { rows in
            StatusHistory(
                rows.map { StatusEntry(state: $0.1, county: $0.2, effectiveAt: $0.3, evidence: $0.4) })
        }
    }

    /// Writes down what the clock asked of households in vain.
    func noteRefused(_ refused: [(household: UUIDv7, command: HouseholdCommand, due: Instant, code: String)]) throws {
        guard !refused.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO refused_deadline (household, command, due, refusal)
            SELECT * FROM unnest(
                \(refused.map(\.household)), \(refused.map(\.command.rawValue)), \(refused.map(\.due)),
                \(refused.map(\.code)))
            """)
    }
}
