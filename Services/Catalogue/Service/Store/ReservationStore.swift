internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// What orders have a claim on.
struct ReservationStore {
    let transaction: PostgresTransaction

    /// Which of some orders were answered before.
    func answered(among orders: [UUIDv7]) async throws -> Set<UUIDv7> {
        Set(
            try await transaction.query("SELECT order_id FROM reservation WHERE order_id = ANY (\(orders))")
                .decode(UUIDv7.self))
    }

    /// Loads reservations and locks them, in the order of their orders' ids.
    func load(_ orders: [UUIDv7]) async throws -> [UUIDv7: Reservation] {
        try transaction.send(
            "SELECT FROM reservation WHERE order_id = ANY (\(orders)) ORDER BY order_id FOR NO KEY UPDATE")
        return try await look(at: orders)
    }

    /// Reservations as they are. Nobody is kept from changing them.
    func look(at orders: [UUIDv7]) async throws -> [UUIDv7: Reservation] {
        let reservations = try transaction.send(
            "SELECT order_id, decided_at, state FROM reservation WHERE order_id = ANY (\(orders))")
        let allocations = try transaction.send(
            """
            SELECT order_id, id, line, lot, offer, unit, quantity, is_carried, stage, open, seized, delivered,
                condemned_ahead, revocation
            FROM reservation_allocation WHERE order_id = ANY (\(orders)) ORDER BY order_id, line, id
            """)
        let rows = try await reservations.rows.decode(UUIDv7.self, Instant.self, ReservationState.self)
        let parts = Dictionary(
            grouping: try await allocations.rows.decode(
                UUIDv7.self, UUIDv7.self, Int32.self, UUIDv7.self, UUIDv7?.self, QuantityUnit.self, Int64.self,
                Bool.self, AllocationStage.self, Int64.self, Int64.self, Int64.self, Int64.self, RevocationCause?.self),
            by: \.0)
        var found: [UUIDv7: Reservation] = [:]
        for (order, decidedAt, state) in rows {
            found[order] = Reservation(
                orderID: order, decidedAt: decidedAt, state: state,
                allocations: (parts[order] ?? []).map { row in
                    Allocation(
                        id: row.1, line: row.2, lotID: row.3, offerID: row.4, quantity: Quantity(row.6, row.5),
                        isCarried: row.7, stage: row.8, open: row.9, seized: row.10, delivered: row.11,
                        condemnedAhead: row.12, revocation: row.13)
                })
        }
        return found
    }

    /// Keeps new reservations.
    func insert(_ reservations: [Reservation]) throws {
        guard !reservations.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO reservation (order_id, state, decided_at)
            SELECT * FROM unnest(
                \(reservations.map(\.orderID)), \(reservations.map(\.state)), \(reservations.map(\.decidedAt)))
            """)
        let held = reservations.flatMap { reservation in
            reservation.allocations.map { (order: reservation.orderID, allocation: $0) }
        }
        guard !held.isEmpty else { return }
        let parts = held.map(\.allocation)
        try transaction.send(
            """
            INSERT INTO reservation_allocation (id, order_id, line, lot, offer, unit, quantity, is_carried, stage, open,
                seized, revocation)
            SELECT * FROM unnest(
                \(parts.map(\.id)), \(held.map(\.order)), \(parts.map(\.line)), \(parts.map(\.lotID)),
                \(parts.map(\.offerID)), \(parts.map(\.quantity.unit)), \(parts.map(\.quantity.amount)),
                \(parts.map(\.isCarried)), \(parts.map(\.stage)), \(parts.map(\.open)), \(parts.map(\.seized)),
                \(parts.map(\.revocation)))
            """)
    }

    /// Keeps how far reservations and their allocations have come.
    func update(_ reservations: [Reservation]) throws {
        guard !reservations.isEmpty else { return }
        try transaction.send(
            """
            UPDATE reservation SET state = changed.state
            FROM unnest(\(reservations.map(\.orderID)), \(reservations.map(\.state))) AS changed (order_id, state)
            WHERE reservation.order_id = changed.order_id
            """)
        let parts = reservations.flatMap(\.allocations)
        try transaction.send(
            """
            UPDATE reservation_allocation AS part
            SET stage = changed.stage, open = changed.open, seized = changed.seized, delivered = changed.delivered,
                condemned_ahead = changed.condemned_ahead, revocation = changed.revocation
            FROM unnest(
                \(parts.map(\.id)), \(parts.map(\.stage)), \(parts.map(\.open)), \(parts.map(\.seized)),
                \(parts.map(\.delivered)), \(parts.map(\.condemnedAhead)), \(parts.map(\.revocation)))
                AS changed (id, stage, open, seized, delivered, condemned_ahead, revocation)
            WHERE part.id = changed.id
            """)
    }

    /// The orders that some lots' goods are promised or sold to, and that have not collected them.
    func holders(of lots: [UUIDv7]) async throws -> [UUIDv7] {
        if lots.isEmpty { return [] }
        return try await transaction.query(
            """
            SELECT DISTINCT order_id FROM reservation_allocation
            WHERE lot = ANY (\(lots)) AND open > 0 AND stage IN ('reserved', 'committed') ORDER BY order_id
            """
        ).decode(UUIDv7.self)
    }

    /// How much of some lots is sold and still lies at its station; lots of which nothing does are left out.
    func uncollected(of lots: [UUIDv7]) async throws -> [UUIDv7: Int64] {
        let rows = try await transaction.query(
            """
            SELECT lot, sum(open)::bigint FROM reservation_allocation
            WHERE lot = ANY (\(lots)) AND open > 0 AND stage = 'committed' GROUP BY lot
            """
        ).decode(UUIDv7.self, Int64.self)
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }
}
