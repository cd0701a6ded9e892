internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

/// Runs with all that belongs to them.
struct RunStore {
    let transaction: PostgresTransaction

    /// Runs, in the order of their ids.
    func load(_ ids: [UUIDv7], _ lock: RowLock) async throws -> [Run] {
        guard !ids.isEmpty else { return [] }
        let rows = try transaction.send(
            """
            SELECT run.id, county, run.shift, run.vehicle, run.driver, base, shift.starts_at, shift.ends_at, state,
                plan, run.starts_at, run.ends_at, return_metres, load_up, load_down, started_at, broke_down_at,
                breakdown_longitude, breakdown_latitude, ended_at
            FROM run JOIN shift ON shift.id = run.shift
            WHERE run.id = ANY (\(ids)) ORDER BY run.id
            \(unescaped: lock == .none ? "" : lock.rawValue + " OF run")
            """)
        let stops = try await StopStore(transaction: transaction).load(of: ids)
        let movements = try await MovementStore(transaction: transaction).load(of: ids)
        let journals = try await JournalStore(transaction: transaction).load(of: ids)
        return try await rows.rows.decode(
            UUIDv7.self, DivisionCode.self, UUIDv7.self, UUIDv7.self, UUIDv7.self, UUIDv7.self, Instant.self,
            Instant.self, RunState.self, Int32.self, Instant.self, Instant.self, Int64.self, Int64.self, Int64.self,
            Instant?.self, Instant?.self, Int32?.self, Int32?.self, Instant?.self
        ).map { row in
            Run(
                id: row.0, county: row.1,
                shift: Shift(
                    id: row.2, vehicleID: row.3, driverID: row.4, baseID: row.5,
                    hours: TimeWindow(from: row.6, to: row.7)),
                state: row.8, plan: row.9, startsAt: row.10, endsAt: row.11, stops: stops[row.0]?.inForce ?? [],
                droppedStops: stops[row.0]?.dropped ?? [], returnMetres: row.12,
                loadFactor: LoadFactor(up: row.13, down: row.14), movements: movements[row.0] ?? [],
                journal: journals[row.0] ?? [], startedAt: row.15,
                breakdown: Breakdown(at: row.16, longitude: row.17, latitude: row.18), endedAt: row.19)
        }
    }

    /// The county that a run was planned for; nil if there is no such run.
    func county(of id: UUIDv7) async throws -> DivisionCode? {
        try await transaction.query("SELECT county FROM run WHERE id = \(id)").decode(DivisionCode.self).first
    }

    /// The county that a run was planned for, and who drives it, neither of which ever changes; nil if there is no such run.
    func countyAndDriver(of id: UUIDv7) async throws -> (DivisionCode, UUIDv7)? {
        try await transaction.query("SELECT county, driver FROM run WHERE id = \(id)")
            .decode(DivisionCode.self, UUIDv7.self).first
    }

    /// The runs on the road of these drivers or vehicles.
    func onTheRoad(of driver: UUIDv7, or vehicle: UUIDv7) async throws -> [UUIDv7] {
        try await transaction.query(
            """
            SELECT id FROM run
            WHERE state IN ('under-way', 'interrupted') AND (driver = \(driver) OR vehicle = \(vehicle)) ORDER BY id
            """
        ).decode(UUIDv7.self)
    }

    /// Enters runs that have been planned.
    func insert(_ runs: [Run]) throws(PostgresError) {
        guard !runs.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO run (id, county, shift, vehicle, driver, state, plan, starts_at, ends_at, return_metres,
                load_up, load_down)
            SELECT * FROM unnest(
                \(runs.map(\.id)), \(runs.map(\.county)), \(runs.map(\.shift.id)), \(runs.map(\.shift.vehicleID)),
                \(runs.map(\.shift.driverID)), \(runs.map(\.state)), \(runs.map(\.plan)), \(runs.map(\.startsAt)),
                \(runs.map(\.endsAt)), \(runs.map(\.returnMetres)), \(runs.map(\.loadFactor.up)),
                \(runs.map(\.loadFactor.down)))
            """)
        try StopStore(transaction: transaction).save(runs.map { ($0, nil) })
    }

    /// Saves runs that have changed, each beside what it was.
    func update(_ runs: [(run: Run, before: Run)]) throws(PostgresError) {
        let changed = runs.filter { !$0.run.isSameButForItsCourse($0.before) }.map(\.run)
        if !changed.isEmpty { try update(changed) }
        try StopStore(transaction: transaction).save(runs.map { ($0.run, $0.before) })
        try MovementStore(transaction: transaction).append(runs)
    }

    private func update(_ runs: [Run]) throws(PostgresError) {
        try transaction.send(
            """
            UPDATE run SET state = new.state, plan = new.plan, starts_at = new.starts_at, ends_at = new.ends_at,
                return_metres = new.return_metres, load_up = new.load_up, load_down = new.load_down,
                started_at = new.started_at, broke_down_at = new.broke_down_at,
                breakdown_longitude = new.longitude, breakdown_latitude = new.latitude, ended_at = new.ended_at
            FROM unnest(
                \(runs.map(\.id)), \(runs.map(\.state)), \(runs.map(\.plan)), \(runs.map(\.startsAt)),
                \(runs.map(\.endsAt)), \(runs.map(\.returnMetres)), \(runs.map(\.loadFactor.up)),
                \(runs.map(\.loadFactor.down)), \(runs.map(\.startedAt)), \(runs.map(\.breakdown?.at)),
                \(runs.map(\.breakdown?.place.longitude)), \(runs.map(\.breakdown?.place.latitude)),
                \(runs.map(\.endedAt))
            ) AS new (id, state, plan, starts_at, ends_at, return_metres, load_up, load_down, started_at, broke_down_at,
                longitude, latitude, ended_at)
            WHERE run.id = new.id
            """)
    }
}

extension Run {
    /// Whether nothing has changed but its stops, its goods and its journal.
    fileprivate func isSameButForItsCourse(_ other: Run) -> Bool {
        state == other.state && plan == other.plan && startsAt == other.startsAt && endsAt == other.endsAt
            && returnMetres == other.returnMetres && loadFactor == other.loadFactor && startedAt == other.startedAt
            && breakdown == other.breakdown && endedAt == other.endedAt
    }
}

extension Breakdown {
    /// A breakdown of its three columns, which are all there or none.
    fileprivate init?(at instant: Instant?, longitude: Int32?, latitude: Int32?) {
        guard let instant, let longitude, let latitude else { return nil }
        self.init(at: instant, place: Coordinate(longitude: longitude, latitude: latitude))
    }
}
