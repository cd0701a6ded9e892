internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary
internal import Runtime

/// The fleets, with their vehicles' compartments.
struct VehicleStore {
    let transaction: PostgresTransaction

    /// Vehicles, in the order of their ids.
    func load(_ ids: [UUIDv7]) async throws -> [Vehicle] {
        try await read("SELECT id, county, grams, millilitres FROM vehicle WHERE id = ANY (\(ids)) ORDER BY id")
    }

    /// The whole fleet, or that of a county.
    func loadFleet(of county: DivisionCode? = nil) async throws -> [Vehicle] {
        try await read(
            """
            SELECT id, county, grams, millilitres FROM vehicle
            WHERE (\(county)::text IS NULL OR county = \(county)) ORDER BY id
            """)
    }

    /// A page of vehicles, the newest first.
    func page(of county: DivisionCode?, _ page: Page) async throws -> [Vehicle] {
        try await read(
            """
            SELECT id, county, grams, millilitres FROM vehicle
            WHERE (\(county)::text IS NULL OR county = \(county))
                AND (\(page.last)::uuid IS NULL OR id < \(page.last))
            ORDER BY id DESC LIMIT \(page.limit)
            """)
    }

    private func read(_ query: PostgresQuery) async throws -> [Vehicle] {
        let vehicles = try await transaction.query(query).decode(
            UUIDv7.self, DivisionCode.self, Int64.self, Int64.self)
        let rows = try await transaction.query(
            """
            SELECT vehicle, number, grams, millilitres, band_minimum, band_maximum, band_allowed_minutes
            FROM compartment WHERE vehicle = ANY (\(vehicles.map(\.0))) ORDER BY vehicle, number
            """
        ).decode(UUIDv7.self, Int32.self, Int64.self, Int64.self, Int32?.self, Int32?.self, Int64?.self)
        let compartments = Dictionary(grouping: rows, by: \.0).mapValues { rows in
            rows.map { row in
                Compartment(
                    number: row.1, capacity: Load(grams: row.2, millilitres: row.3), band: Band(row.4, row.5, row.6))
            }
        }
        return vehicles.map { id, county, grams, millilitres in
            Vehicle(
                id: id, county: county, capacity: Load(grams: grams, millilitres: millilitres),
                compartments: compartments[id] ?? [])
        }
    }

    /// Adds vehicles.
    func insert(_ vehicles: [Vehicle]) throws(PostgresError) {
        guard !vehicles.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO vehicle (id, county, grams, millilitres)
            SELECT * FROM unnest(
                \(vehicles.map(\.id)), \(vehicles.map(\.county)), \(vehicles.map(\.capacity.grams)),
                \(vehicles.map(\.capacity.millilitres)))
            """)
        let parts = vehicles.flatMap { vehicle in vehicle.compartments.map { (vehicle: vehicle.id, part: $0) } }
        let compartments = parts.map(\.part)
        try transaction.send(
            """
            INSERT INTO compartment (vehicle, number, grams, millilitres, band_minimum, band_maximum,
                band_allowed_minutes)
            SELECT * FROM unnest(
                \(parts.map(\.vehicle)), \(compartments.map(\.number)), \(compartments.map(\.capacity.grams)),
                \(compartments.map(\.capacity.millilitres)), \(compartments.map(\.band?.minimum)),
                \(compartments.map(\.band?.maximum)), \(compartments.map(\.band?.allowedMinutes)))
            """)
    }
}
