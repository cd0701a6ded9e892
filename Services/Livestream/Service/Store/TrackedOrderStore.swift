internal import Delivery
internal import Eventing
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

/// Orders as far as they are followed.
struct TrackedOrderStore {
    let transaction: PostgresTransaction

    /// Orders, locked, in the order of their ids. One that nothing was known of is there from now on.
    func load(_ ids: [UUIDv7]) async throws -> [UUIDv7: TrackedOrder] {
        let ids = Array(Set(ids)).sorted()
        // Two events of one order may be the first at the same time: the second waits here for the other.
        try transaction.send(
            "INSERT INTO tracked_order (id) SELECT * FROM unnest(\(ids)) ON CONFLICT DO NOTHING")
        let orders = try transaction.send(
            """
            SELECT id, is_placed, reservation, confirmation FROM tracked_order
            WHERE id = ANY (\(ids)) ORDER BY id FOR NO KEY UPDATE
            """)
        let credits = try transaction.sendByIndex(
            """
            SELECT order_id, line, episode, programme, offer, listing, rule FROM order_credit
            WHERE order_id = ANY (\(ids))
            """)
        let settlements = try await settlements(of: ids)
        let creditsOf = try await self.credits(in: credits.rows)
        let rows = try await orders.rows.decode(UUIDv7.self, Bool.self, PostgresJSON?.self, PostgresJSON?.self)
        return Dictionary(
            uniqueKeysWithValues: try rows.map { id, isPlaced, reservation, confirmation in
                let order = TrackedOrder(
                    id: id, credits: isPlaced ? creditsOf[id] ?? [:] : nil,
                    reservation: try reservation.map { try OrderReservation(decoding: $0.bytes) },
                    confirmation: try confirmation.map { try OrderConfirmation(decoding: $0.bytes) },
                    attributedSettlementIDs: settlements.attributed[id] ?? [],
                    waitingSettlements: settlements.waiting[id] ?? [])
                return (id, order)
            })
    }

    private func credits(in rows: PostgresRows) throws -> [UUIDv7: [Int32: Credit]] {
        var credits: [UUIDv7: [Int32: Credit]] = [:]
        for row in try rows.decode(
            UUIDv7.self, Int32.self, UUIDv7.self, UUIDv7.self, UUIDv7?.self, UUIDv7.self, AttributionRule.self)
        {
            credits[row.0, default: [:]][row.1] = Credit(
                episode: EpisodeReference(episodeID: row.2, programmeID: row.3), offerID: row.4, listingID: row.5,
                rule: row.6)
        }
        return credits
    }

    private func settlements(
        of ids: [UUIDv7]
    ) async throws -> (attributed: [UUIDv7: Set<UUIDv7>], waiting: [UUIDv7: [Settlement]]) {
        var attributed: [UUIDv7: Set<UUIDv7>] = [:]
        var waiting: [UUIDv7: [Settlement]] = [:]
        let rows = try await transaction.sendByIndex(
            "SELECT order_id, id, waiting FROM order_settlement WHERE order_id = ANY (\(ids)) ORDER BY id"
        ).rows.decode(UUIDv7.self, UUIDv7.self, PostgresJSON?.self)
        for (order, id, lines) in rows {
            if let lines {
                waiting[order, default: []].append(try Settlement(decoding: lines.bytes))
            } else {
                attributed[order, default: []].insert(id)
            }
        }
        return (attributed, waiting)
    }

    /// Saves what changed from before to after.
    func save(_ after: [UUIDv7: TrackedOrder], before: [UUIDv7: TrackedOrder]) throws {
        let changes = after.values.filter { before[$0.id] != $0 }.sorted { $0.id < $1.id }
            .map { (before: before[$0.id] ?? TrackedOrder(id: $0.id), after: $0) }
        try updateOrders(
            changes.filter { before, after in
                (before.credits == nil) != (after.credits == nil) || before.reservation != after.reservation
                    || before.confirmation != after.confirmation
            }.map(\.after))
        try insertCredits(changes.filter { $0.before.credits == nil }.map(\.after))
        try saveSettlements(changes)
    }

    private func updateOrders(_ orders: [TrackedOrder]) throws {
        guard !orders.isEmpty else { return }
        let reservations = try orders.map { try $0.reservation.map { PostgresJSON(bytes: try $0.encoded()) } }
        let confirmations = try orders.map { try $0.confirmation.map { PostgresJSON(bytes: try $0.encoded()) } }
        try transaction.send(
            """
            UPDATE tracked_order SET is_placed = new.is_placed, reservation = new.reservation,
                confirmation = new.confirmation
            FROM unnest(\(orders.map(\.id)), \(orders.map { $0.credits != nil }), \(reservations), \(confirmations))
                AS new (id, is_placed, reservation, confirmation)
            WHERE tracked_order.id = new.id
            """)
    }

    private func insertCredits(_ orders: [TrackedOrder]) throws(PostgresError) {
        let rows = orders.flatMap { order in
            (order.credits ?? [:]).sorted { $0.key < $1.key }.map { (order: order.id, line: $0.key, credit: $0.value) }
        }
        guard !rows.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO order_credit (order_id, line, episode, programme, offer, listing, rule)
            SELECT * FROM unnest(
                \(rows.map(\.order)), \(rows.map(\.line)), \(rows.map(\.credit.episode.episodeID)),
                \(rows.map(\.credit.episode.programmeID)), \(rows.map(\.credit.offerID)),
                \(rows.map(\.credit.listingID)), \(rows.map(\.credit.rule)))
            """)
    }

    private func saveSettlements(_ changes: [(before: TrackedOrder, after: TrackedOrder)]) throws {
        var rows: [(id: UUIDv7, order: UUIDv7, waiting: PostgresJSON?)] = []
        for (before, after) in changes {
            let attributed = after.attributedSettlementIDs.subtracting(before.attributedSettlementIDs)
            rows += attributed.map { ($0, after.id, nil) }
            for settlement in after.waitingSettlements where !before.waitingSettlements.contains(settlement) {
                rows.append((settlement.id, after.id, PostgresJSON(bytes: try settlement.encoded())))
            }
        }
        guard !rows.isEmpty else { return }
        rows.sort { $0.id < $1.id }
        try transaction.send(
            """
            INSERT INTO order_settlement (id, order_id, waiting)
            SELECT * FROM unnest(\(rows.map(\.id)), \(rows.map(\.order)), \(rows.map(\.waiting)))
            ON CONFLICT (id) DO UPDATE SET waiting = excluded.waiting
            """)
    }
}
