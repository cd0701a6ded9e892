import LoadRig
import Postgres
import Vocabulary

/// What the services keep, looked at behind their backs, as the database's administrator.
struct Books {
    let system: RigSystem

    /// Those of some orders that have not come to an end, with where they stand: not cancelled, not completed, and not
    /// confirmed with every consignment accepted.
    func open(of orders: [UUIDv7]) async throws -> [UUIDv7: String] {
        try await look { connection in
            let rows = try await connection.query(
                """
                SELECT asked.id::text, coalesce(kept.state, 'unknown')
                FROM unnest(\(orders.map(\.description))::uuid[]) AS asked (id)
                LEFT JOIN orders.sales_order AS kept ON kept.id = asked.id
                WHERE kept.id IS NULL OR kept.state NOT IN ('cancelled', 'completed') AND NOT (
                    kept.state = 'confirmed'
                    AND EXISTS (SELECT FROM orders.consignment AS part WHERE part.order_id = asked.id)
                    AND NOT EXISTS (
                        SELECT FROM orders.consignment AS part
                        LEFT JOIN logistics.consignment AS carried ON carried.id = part.id
                        WHERE part.order_id = asked.id AND carried.state IS DISTINCT FROM 'accepted'))
                """)
            let open = try rows.decode(String.self, String.self)
            return Dictionary(
                open.compactMap { id, state in UUIDv7(id).map { ($0, state) } }, uniquingKeysWith: { first, _ in first }
            )
        }
    }

    /// Whether orders has heard of all that catalogue has put on sale.
    func isMarketKnown() async throws -> Bool {
        try await look { connection in
            try await connection.query("SELECT id FROM catalogue.listing EXCEPT SELECT id FROM orders.listing").isEmpty
        }
    }

    /// How many orders there are.
    func orders() async throws -> Int {
        try await look { connection in
            try await connection.query("SELECT count(*) FROM orders.sales_order").decode(Int.self).first ?? 0
        }
    }

    /// How many events of orders have left ahead of an older transaction that is open.
    func relayedAhead() async throws -> Int {
        try await look { connection in
            try await connection.query("SELECT cardinality(ahead)::bigint FROM orders.event_cursor")
                .decode(Int.self).first ?? 0
        }
    }

    /// How many events of orders have not been relayed.
    func unrelayed() async throws -> Int {
        try await look { connection in
            try await connection.query(
                """
                SELECT count(*) FROM orders.event_log, orders.event_cursor
                WHERE day >= since AND (xid, position) > (reached_xid, reached_position)
                    AND position NOT IN (SELECT unnest(ahead) FROM orders.event_cursor)
                """
            ).decode(Int.self).first ?? 0
        }
    }

    /// How many events are parked, of all services.
    func parked() async throws -> Int {
        try await look { connection in
            var parked = 0
            for service in RigSystem.services {
                let rows = try await connection.query("SELECT count(*) FROM \(identifier: service).parked_events")
                parked += try rows.decode(Int.self).first ?? 0
            }
            return parked
        }
    }

    /// What took effect twice, each by what it is.
    func doubles() async throws -> [String] {
        try await look { connection in
            var doubles = try await connection.query(
                """
                SELECT 'orders of ' || buyer FROM orders.sales_order GROUP BY buyer HAVING count(*) > 1
                UNION ALL
                SELECT 'captures for ' || order_id FROM orders.payment
                WHERE captured_fen > 0 GROUP BY order_id HAVING count(*) > 1
                UNION ALL
                SELECT 'ledger entries of ' || occasion || ' ' || reference FROM orders.ledger_transaction
                WHERE occasion IN ('payment', 'settlement')
                GROUP BY occasion, reference HAVING count(*) > 1
                LIMIT 100
                """
            ).decode(String.self)
            for service in RigSystem.services {
                let rows = try await connection.query(
                    """
                    SELECT \(service)::text || ' heard ' || id FROM \(identifier: service).inbox
                    GROUP BY id HAVING count(*) > 1
                    UNION ALL
                    SELECT type || ' of ' || subject FROM \(identifier: service).event_log
                    WHERE type = ANY(\(Self.toldOnce)) GROUP BY type, subject HAVING count(*) > 1
                    LIMIT 100
                    """)
                doubles += try rows.decode(String.self)
            }
            return doubles
        }
    }

    /// What can be told of a subject once.
    private static let toldOnce = [
        "throughtrain.orders.order.placed.v1", "throughtrain.orders.order.confirmed.v1",
        "throughtrain.orders.order.cancelled.v1", "throughtrain.orders.order.completed.v1",
        "throughtrain.catalogue.stock.reserved.v1", "throughtrain.catalogue.stock.committed.v1",
        "throughtrain.logistics.consignment.accepted.v1",
    ]

    private func look<Value>(_ body: (PostgresConnection) async throws -> Value) async throws -> Value {
        let administration = try await Administration.connect(to: system)
        do {
            let value = try await administration.inServicesDatabase(body)
            await administration.close()
            return value
        } catch {
            await administration.close()
            throw error
        }
    }
}
