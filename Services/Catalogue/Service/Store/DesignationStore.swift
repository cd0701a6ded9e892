internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// What places are designated as.
struct DesignationStore {
    let transaction: PostgresTransaction

    /// What is known of some places, on a day.
    func load(_ codes: some Sequence<DivisionCode>, on day: Day) async throws -> Designations {
        let codes = Set(codes).sorted()
        let rows = try await transaction.query(
            "SELECT code, level, first_day, last_day FROM designation WHERE code = ANY (\(codes))"
        ).decode(DivisionCode.self, DesignationLevel.self, Day.self, Day?.self)
        return Designations(rows.map { Designation(code: $0.0, level: $0.1, firstDay: $0.2, lastDay: $0.3) }, on: day)
    }

    /// Keeps designations, each place's of one first day once; what was said of it before is replaced.
    func save(_ designations: [Designation]) throws {
        guard !designations.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO designation (code, level, first_day, last_day)
            SELECT * FROM unnest(
                \(designations.map(\.code)), \(designations.map(\.level)), \(designations.map(\.firstDay)),
                \(designations.map(\.lastDay)))
                AS announced (code, level, first_day, last_day)
            ORDER BY code, first_day
            ON CONFLICT (code, first_day) DO UPDATE SET level = excluded.level, last_day = excluded.last_day
            """)
    }

    /// The products that come from some counties, or of which lots on sale come from some villages, with these places.
    func products(from codes: some Sequence<DivisionCode>) async throws -> [(product: UUIDv7, place: DivisionCode)] {
        let codes = Set(codes).sorted()
        return try await transaction.query(
            """
            SELECT id, county FROM product WHERE county = ANY (\(codes))
            UNION SELECT product, village FROM lot WHERE state = 'listed' AND village = ANY (\(codes))
            """
        ).decode(UUIDv7.self, DivisionCode.self).map { (product: $0.0, place: $0.1) }
    }
}
