internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// What is known of the households whose goods are sold.
struct HouseholdStore {
    let transaction: PostgresTransaction

    /// What was announced of some households; a household of which nothing was is left out.
    func load(_ tokens: [Token]) async throws -> [Token: HouseholdStanding] {
        if tokens.isEmpty { return [:] }
        let rows = try await transaction.query(
            """
            SELECT token, county, is_beneficiary, version, effective_at FROM household_standing
            WHERE token = ANY (\(tokens))
            """
        ).decode(Token.self, DivisionCode.self, Bool.self, Int32.self, Instant.self)
        return Dictionary(
            rows.map { token, county, isBeneficiary, version, effectiveAt in
                let standing = HouseholdStanding(
                    token: token, county: county, isBeneficiary: isBeneficiary, version: version,
                    effectiveAt: effectiveAt)
                return (token, standing)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// What was announced of all households whose goods some lots are.
    func load(of lots: some Sequence<Lot>) async throws -> [Token: HouseholdStanding] {
        try await load(Set(lots.flatMap(\.producer.tokens)).sorted())
    }

    /// The lots of some households that are on sale, or may yet come, or come back.
    func lots(of tokens: [Token]) async throws -> [UUIDv7] {
        try await transaction.query(
            """
            SELECT lot.id FROM lot JOIN producer ON producer.id = producer
            WHERE state <> 'recalled' AND token = ANY (\(tokens))
            UNION SELECT lot.id FROM lot JOIN lot_member ON lot = lot.id
            WHERE state <> 'recalled' AND token = ANY (\(tokens))
            ORDER BY id
            """
        ).decode(UUIDv7.self)
    }

    /// Keeps standings, each household's once. A later version that is known already stays.
    func save(_ standings: [HouseholdStanding]) throws {
        try transaction.send(
            """
            INSERT INTO household_standing AS known (token, county, is_beneficiary, version, effective_at)
            SELECT * FROM unnest(
                \(standings.map(\.token)), \(standings.map(\.county)), \(standings.map(\.isBeneficiary)),
                \(standings.map(\.version)), \(standings.map(\.effectiveAt)))
                AS announced (token, county, is_beneficiary, version, effective_at)
            ORDER BY token
            ON CONFLICT (token) DO UPDATE SET
                county = excluded.county, is_beneficiary = excluded.is_beneficiary, version = excluded.version,
                effective_at = excluded.effective_at
            WHERE excluded.version > known.version
            """)
    }
}
