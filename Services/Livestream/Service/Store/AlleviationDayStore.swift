internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

/// The calendar of alleviation days.
struct AlleviationDayStore {
    let transaction: PostgresTransaction

    /// The days of these dates that are planned, in the order of their ids.
    func load(on days: [Day], _ lock: RowLock) async throws -> [AlleviationDay] {
        try self.days(
            in: await transaction.query(
                "\(unescaped: Self.selection) WHERE day = ANY (\(days)) ORDER BY id \(unescaped: lock.rawValue)"))
    }

    /// Days by their ids, in the order of these.
    func load(_ ids: [UUIDv7], _ lock: RowLock) async throws -> [AlleviationDay] {
        try days(
            in: await transaction.query(
                "\(unescaped: Self.selection) WHERE id = ANY (\(ids)) ORDER BY id \(unescaped: lock.rawValue)"))
    }

    private static let selection = "SELECT id, day, state, orders, sales_fen, to_registered_fen FROM alleviation_day"

    private func days(in rows: PostgresRows) throws -> [AlleviationDay] {
        try rows.decode(UUIDv7.self, Day.self, AlleviationDayState.self, Int64.self, Int64.self, Int64.self).map {
            row in
            AlleviationDay(
                id: row.0, day: row.1, state: row.2,
                totals: DayTotals(orders: row.3, sales: row.4, toRegistered: row.5))
        }
    }

    /// Enters a day in the calendar, unless its date is there.
    /// - Returns: whether it was not. Whoever enters the same date at the same time is waited for.
    func insert(_ day: AlleviationDay) async throws -> Bool {
        try await transaction.execute(
            """
            INSERT INTO alleviation_day (id, day, state, orders, sales_fen, to_registered_fen)
            VALUES (\(day.id), \(day.day), \(day.state), 0, 0, 0)
            ON CONFLICT (day) DO NOTHING
            """) == 1
    }

    /// Saves where days stand, and their totals.
    func update(_ days: [AlleviationDay]) throws(PostgresError) {
        guard !days.isEmpty else { return }
        try transaction.send(
            """
            UPDATE alleviation_day SET state = new.state, orders = new.orders, sales_fen = new.sales_fen,
                to_registered_fen = new.to_registered_fen
            FROM unnest(
                \(days.map(\.id)), \(days.map(\.state)), \(days.map(\.totals.orders)), \(days.map(\.totals.sales)),
                \(days.map(\.totals.toRegistered))
            ) AS new (id, state, orders, sales_fen, to_registered_fen)
            WHERE alleviation_day.id = new.id
            """)
    }

    /// Keeps which orders were counted.
    func insert(_ sales: [DaySale]) throws(PostgresError) {
        try transaction.send(
            """
            INSERT INTO day_sale (order_id, day, paid_fen, to_registered_fen)
            SELECT * FROM unnest(
                \(sales.map(\.orderID)), \(sales.map { Day(of: $0.confirmedAt) }), \(sales.map(\.paid)),
                \(sales.map(\.toRegistered)))
            """)
    }
}
