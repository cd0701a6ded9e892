internal import Delivery
internal import Postgres
internal import Vocabulary

/// Finds files by the tokens that households are called by elsewhere.
struct HouseholdDirectory {
    let transaction: PostgresTransaction

    /// The files of those tokens that are on file.
    func ids(of tokens: Set<Token>) async throws -> [Token: UUIDv7] {
        if tokens.isEmpty { return [:] }
        let rows = try await transaction.query(
            "SELECT token, id FROM household WHERE token = ANY (\(Array(tokens)))"
        ).decode(Token.self, UUIDv7.self)
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
