internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary
internal import Runtime

/// What is promised of carriage from hubs to cities.
struct LaneStore {
    let transaction: PostgresTransaction

    /// Lanes, in the order of their ids.
    func load(_ ids: [UUIDv7], _ lock: RowLock = .none) async throws -> [Lane] {
        try read(
            await transaction.query(
                "\(unescaped: Self.columns) WHERE id = ANY (\(ids)) ORDER BY id \(unescaped: lock.rawValue)"))
    }

    /// The lanes from hubs to cities that hold at an instant.
    func load(from hubs: [UUIDv7], to cities: [DivisionCode], at instant: Instant) async throws -> [Lane] {
        try read(
            await transaction.query(
                """
                \(unescaped: Self.columns)
                WHERE hub = ANY (\(hubs)) AND city = ANY (\(cities)) AND valid_to >= \(instant) ORDER BY id
                """))
    }

    /// The lanes that begin at hubs, whatever has become of them, locked.
    func lock(from hubs: [UUIDv7]) async throws -> [Lane] {
        try read(
            await transaction.query(
                "\(unescaped: Self.columns) WHERE hub = ANY (\(hubs)) ORDER BY id FOR NO KEY UPDATE"))
    }

    /// A page of lanes, the newest first.
    func page(from origin: DivisionCode?, to city: DivisionCode?, _ page: Page) async throws -> [Lane] {
        try read(
            await transaction.query(
                """
                \(unescaped: Self.columns)
                WHERE (\(origin)::text IS NULL OR origin = \(origin)) AND (\(city)::text IS NULL OR city = \(city))
                    AND (\(page.last)::uuid IS NULL OR id < \(page.last))
                ORDER BY id DESC LIMIT \(page.limit)
                """))
    }

    /// Adds lanes, or puts what is promised now in the place of what was.
    func save(_ lanes: [Lane]) throws(PostgresError) {
        guard !lanes.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO lane (id, origin, hub, depot, city, band_minimum, band_maximum, band_allowed_minutes,
                median_minutes, ninetieth_minutes, fen_per_kg, cut_off, valid_to, basis)
            SELECT * FROM unnest(
                \(lanes.map(\.id)), \(lanes.map(\.origin)), \(lanes.map(\.hubID)), \(lanes.map(\.depotID)),
                \(lanes.map(\.city)), \(lanes.map(\.band?.minimum)), \(lanes.map(\.band?.maximum)),
                \(lanes.map(\.band?.allowedMinutes)), \(lanes.map(\.transit.median)),
                \(lanes.map(\.transit.ninetieth)), \(lanes.map(\.fenPerKilogram)), \(lanes.map(\.cutOff)),
                \(lanes.map(\.validTo)), \(lanes.map(\.basis)))
            ON CONFLICT (id) DO UPDATE SET median_minutes = excluded.median_minutes,
                ninetieth_minutes = excluded.ninetieth_minutes, fen_per_kg = excluded.fen_per_kg,
                cut_off = excluded.cut_off, valid_to = excluded.valid_to, basis = excluded.basis
            """)
    }

    private static let columns = """
        SELECT id, origin, hub, depot, city, band_minimum, band_maximum, band_allowed_minutes, median_minutes,
            ninetieth_minutes, fen_per_kg, cut_off, valid_to, basis
        FROM lane
        """

    private func read(_ rows: PostgresRows) throws -> [Lane] {
        try rows.map { row in
            let (
                id, origin, hub, depot, city, minimum, maximum, allowed, median, ninetieth, cost, cutOff, validTo, basis
            ) = try row.decode(
                UUIDv7.self, DivisionCode.self, UUIDv7.self, UUIDv7?.self, DivisionCode.self, Int32?.self, Int32?.self,
                Int64?.self, Int64.self, Int64.self, Fen.self, Instant.self, Instant.self, LaneBasis.self)
            return Lane(
                id: id, origin: origin, hubID: hub, depotID: depot, city: city, band: Band(minimum, maximum, allowed),
                transit: Transit(median: median, ninetieth: ninetieth), fenPerKilogram: cost, cutOff: cutOff,
                validTo: validTo, basis: basis)
        }
    }
}
