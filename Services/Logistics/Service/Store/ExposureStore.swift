internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

/// How long goods were out of their band, and what excursions came of it.
struct ExposureStore {
    let transaction: PostgresTransaction

    /// What is known of allocations' goods.
    func load(_ allocations: [UUIDv7]) async throws -> [UUIDv7: TemperatureExposure] {
        let rows = try await transaction.query(
            "SELECT allocation, outside_ms, assessed_until FROM goods_exposure WHERE allocation = ANY (\(allocations))"
        ).decode(UUIDv7.self, Int64.self, Instant.self)
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                ($0.0, TemperatureExposure(outside: .milliseconds($0.1), assessedUntil: $0.2))
            })
    }

    /// Keeps what is known by now.
    func save(_ exposures: [UUIDv7: TemperatureExposure]) throws(PostgresError) {
        guard !exposures.isEmpty else { return }
        let rows = exposures.sorted { $0.key < $1.key }
        try transaction.send(
            """
            INSERT INTO goods_exposure (allocation, outside_ms, assessed_until)
            SELECT * FROM unnest(
                \(rows.map(\.key)), \(rows.map(\.value.outside.milliseconds)), \(rows.map(\.value.assessedUntil)))
            ON CONFLICT (allocation) DO UPDATE SET outside_ms = excluded.outside_ms,
                assessed_until = excluded.assessed_until
            """)
    }

    /// Keeps excursions, and what was exposed in each for longer than it bears.
    func insert(_ excursions: [Excursion]) throws(PostgresError) {
        guard !excursions.isEmpty else { return }
        let spaces = excursions.map { SpaceColumns($0.space) }
        try transaction.send(
            """
            INSERT INTO excursion (id, run, compartment, site, store, starts_at, ends_at, peak, out_minutes,
                cumulative_minutes, custody)
            SELECT * FROM unnest(
                \(excursions.map(\.id)), \(spaces.map(\.run)), \(spaces.map(\.compartment)), \(spaces.map(\.site)),
                \(spaces.map(\.store)), \(excursions.map(\.period.from)), \(excursions.map(\.period.to)),
                \(excursions.map(\.peak)), \(excursions.map(\.outMinutes)), \(excursions.map(\.cumulativeMinutes)),
                \(excursions.map(\.custody)))
            """)
        let items = excursions.flatMap { excursion in excursion.goods.map { (excursion: excursion.id, goods: $0) } }
        try transaction.send(
            """
            INSERT INTO excursion_item (excursion, allocation, amount, allowed_minutes)
            SELECT * FROM unnest(
                \(items.map(\.excursion)), \(items.map(\.goods.allocationID)), \(items.map(\.goods.quantity.amount)),
                \(items.map(\.goods.band.allowedMinutes)))
            """)
    }

    /// When consignments came to the site where they are, as their vehicles left them there.
    func broughtAt(_ consignments: [UUIDv7]) async throws -> [UUIDv7: Instant] {
        let rows = try await transaction.query(
            """
            SELECT consignment, max(at) FROM goods_movement WHERE consignment = ANY (\(consignments)) AND act = 'off'
            GROUP BY consignment
            """
        ).decode(UUIDv7.self, Instant.self)
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The consignments that wait at sites.
    func kept(at sites: [UUIDv7]) async throws -> [UUIDv7] {
        try await transaction.query(
            """
            SELECT id FROM consignment
            WHERE site = ANY (\(sites)) AND state IN ('accepted', 'planned', 'at-hub', 'waiting') ORDER BY id
            """
        ).decode(UUIDv7.self)
    }
}
