internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

/// Shifts, which never change once they are rostered.
struct ShiftStore {
    let transaction: PostgresTransaction

    /// The shifts of these vehicles and drivers that touch some hours.
    func load(of vehicles: [UUIDv7], or drivers: [UUIDv7], within hours: TimeWindow) async throws -> [Shift] {
        try shifts(
            in: await transaction.query(
                """
                \(unescaped: Self.selection)
                WHERE (vehicle = ANY (\(vehicles)) OR driver = ANY (\(drivers)))
                    AND starts_at < \(hours.to) AND ends_at > \(hours.from)
                ORDER BY id
                """))
    }

    /// A county's shifts that begin before an instant, end after another, and have no run still to be driven: the
    /// earliest first.
    func free(in county: DivisionCode, from: Instant, until: Instant) async throws -> [Shift] {
        try shifts(
            in: await transaction.query(
                """
                \(unescaped: Self.selection)
                WHERE vehicle IN (SELECT id FROM vehicle WHERE county = \(county))
                    AND starts_at < \(until) AND ends_at > \(from)
                    AND NOT EXISTS (
                        SELECT FROM run
                        WHERE run.shift = shift.id AND run.state IN ('planned', 'under-way', 'interrupted'))
                ORDER BY starts_at, id LIMIT 200
                """))
    }

    private static let selection = "SELECT id, vehicle, driver, base, starts_at, ends_at FROM shift"

    private func shifts(in rows: PostgresRows) throws -> [Shift] {
        try rows.decode(UUIDv7.self, UUIDv7.self, UUIDv7.self, UUIDv7.self, Instant.self, Instant.self).map { row in
            Shift(
                id: row.0, vehicleID: row.1, driverID: row.2, baseID: row.3,
                hours: TimeWindow(from: row.4, to: row.5))
        }
    }

    /// Rosters shifts.
    func insert(_ shifts: [Shift]) throws(PostgresError) {
        try transaction.send(
            """
            INSERT INTO shift (id, vehicle, driver, base, base_kind, starts_at, ends_at)
            SELECT new.id, new.vehicle, new.driver, new.base, site.kind, new.starts_at, new.ends_at
            FROM unnest(
                \(shifts.map(\.id)), \(shifts.map(\.vehicleID)), \(shifts.map(\.driverID)), \(shifts.map(\.baseID)),
                \(shifts.map(\.hours.from)), \(shifts.map(\.hours.to))
            ) AS new (id, vehicle, driver, base, starts_at, ends_at) LEFT JOIN site ON site.id = new.base
            ORDER BY new.vehicle, new.driver, new.id
            """)
    }
}
