internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// The storefronts of counties.
struct PavilionStore {
    let transaction: PostgresTransaction

    /// The pavilions of some ids, kept as they are until the transaction ends.
    func load(_ ids: [UUIDv7]) async throws -> [UUIDv7: Pavilion] {
        let rows = try await transaction.query(
            """
            SELECT id, county, name_zh, name_en, operator, state FROM pavilion
            WHERE id = ANY (\(ids)) ORDER BY id FOR SHARE
            """
        ).decode(UUIDv7.self, DivisionCode.self, String.self, String.self, UUIDv7.self, StorefrontState.self)
        return Dictionary(
            rows.map { row in
                let pavilion = Pavilion(
                    id: row.0, county: row.1, name: BilingualName(zh: row.2, en: row.3), operatorID: row.4,
                    state: row.5)
                return (row.0, pavilion)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Keeps new pavilions.
    func insert(_ pavilions: [Pavilion]) throws {
        try transaction.send(
            """
            INSERT INTO pavilion (id, county, name_zh, name_en, operator, state)
            SELECT * FROM unnest(
                \(pavilions.map(\.id)), \(pavilions.map(\.county)), \(pavilions.map(\.name.zh)),
                \(pavilions.map(\.name.en)), \(pavilions.map(\.operatorID)), \(pavilions.map(\.state)))
            """)
    }
}
