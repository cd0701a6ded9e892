internal import Delivery
internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// Which places are designated as poor, as dated data.
struct DesignationStore {
    let transaction: PostgresTransaction

    /// The designations of some places, or of all.
    func load(_ codes: [DivisionCode]? = nil, limit: Int64 = 1000) async throws -> [CountyDesignation] {
        try await transaction.query(
            """
            SELECT code, level, first_day, last_day, source FROM county_designation
            WHERE code = ANY (\(codes ?? [])) OR \(codes == nil) ORDER BY code, first_day LIMIT \(limit)
            """
        ).decode(DivisionCode.self, CountyDesignation.Level.self, Day.self, Day?.self, String.self).map { row in
            CountyDesignation(code: row.0, level: row.1, firstDay: row.2, lastDay: row.3, source: row.4)
        }
    }

    /// Keeps a designation, or the end that one has got.
    func save(_ designation: CountyDesignation) throws {
        try transaction.send(
            """
            INSERT INTO county_designation (code, level, first_day, last_day, source)
            VALUES (\(designation.code), \(designation.level), \(designation.firstDay), \(designation.lastDay),
                \(designation.source))
            ON CONFLICT (code, first_day) DO UPDATE SET last_day = excluded.last_day
            """)
    }
}
