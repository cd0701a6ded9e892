internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

/// What became known of each allocation of slots' stock. The lock on its slot guards it.
struct SlotAllocationStore {
    let transaction: PostgresTransaction

    /// Orders' parts in slots, by slot and order, as far as these allocations go.
    func load(_ allocations: [UUIDv7]) async throws -> [UUIDv7: [UUIDv7: SlotOrder]] {
        let rows = try await transaction.query(
            """
            SELECT id, offer, order_id, reserved, committed, returned, gone FROM slot_allocation
            WHERE id = ANY (\(allocations))
            """
        ).decode(UUIDv7.self, UUIDv7.self, UUIDv7.self, Int64.self, Int64.self, Int64.self, Int64.self)
        return Dictionary(grouping: rows, by: \.1).mapValues { rows in
            Dictionary(grouping: rows, by: \.2).mapValues { rows in
                let tallies = rows.map { row in
                    (row.0, AllocationTally(reserved: row.3, committed: row.4, returned: row.5, gone: row.6))
                }
                return SlotOrder(orderID: rows[0].2, allocations: Dictionary(uniqueKeysWithValues: tallies))
            }
        }
    }

    /// Saves orders' parts in slots, by slot and order.
    func save(_ orders: [UUIDv7: [UUIDv7: SlotOrder]]) throws(PostgresError) {
        let rows = orders.flatMap { offer, orders in
            orders.values.flatMap { order in order.allocations.map { (offer, order.orderID, $0.key, $0.value) } }
        }.sorted { $0.2 < $1.2 }
        guard !rows.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO slot_allocation (id, offer, order_id, reserved, committed, returned, gone)
            SELECT * FROM unnest(
                \(rows.map(\.2)), \(rows.map(\.0)), \(rows.map(\.1)), \(rows.map(\.3.reserved)),
                \(rows.map(\.3.committed)), \(rows.map(\.3.returned)), \(rows.map(\.3.gone)))
            ON CONFLICT (id) DO UPDATE SET reserved = excluded.reserved, committed = excluded.committed,
                returned = excluded.returned, gone = excluded.gone
            """)
    }
}
