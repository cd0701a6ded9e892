internal import Delivery
internal import Eventing
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// Orders in the database. What is written of those that exist is in `OrderChanges`.
struct OrderStore {
    let transaction: PostgresTransaction

    /// Loads orders with all that belongs to them.
    ///
    /// Seven statements for any number of orders, in one round trip. They are locked before the rest is read, so that
    /// what is read is what the last transaction on them left.
    /// - Parameter isLocked: whether they are to be changed.
    func load(_ ids: some Sequence<UUIDv7>, isLocked: Bool = true) async throws -> [UUIDv7: Order] {
        let ids = Set(ids).sorted()
        if ids.isEmpty { return [:] }
        if isLocked {
            try transaction.send(
                "SELECT FROM sales_order WHERE id = ANY (\(ids)) ORDER BY id FOR NO KEY UPDATE")
        }
        let orders = try sendForOrders(ids)
        let lines = try sendForLines(ids)
        let allocations = try sendForAllocations(ids)
        let members = try sendForMembers(ids)
        let determinations = try sendForDeterminations(ids)
        let consignments = try sendForConsignments(ids)
        return try OrderReader(
            orders: await orders.rows, lines: await lines.rows, allocations: await allocations.rows,
            members: await members.rows, determinations: await determinations.rows,
            consignments: await consignments.rows
        ).read()
    }

    /// The traces that orders were placed in.
    func traces(of ids: some Sequence<UUIDv7>) async throws -> [UUIDv7: TraceContext] {
        let rows = try await transaction.query(
            "SELECT id, traceparent FROM sales_order WHERE id = ANY (\(Array(ids))) AND traceparent IS NOT NULL")
        var traces: [UUIDv7: TraceContext] = [:]
        for (id, trace) in try rows.decode(UUIDv7.self, String.self) { traces[id] = TraceContext(trace) }
        return traces
    }

    private func sendForOrders(_ ids: [UUIDv7]) throws -> PostgresReply {
        try transaction.send(
            """
            SELECT id, kind, direction, channel, sub_platform, partner, partner_reference, buyer, session, placed_at,
                destination_kind, destination, city, state, reserved_at, answer_due_at, pay_by, declines, payment,
                confirmed_at, refunded_by_claims_fen, owed_to_registered_fen, cancellation
            FROM sales_order WHERE id = ANY (\(ids))
            """)
    }

    private func sendForLines(_ ids: [UUIDv7]) throws -> PostgresReply {
        try transaction.send(
            """
            SELECT order_id, number, listing, product, unit, quantity, expected_fen, offer, options, is_perishable,
                price_fen, amount_fen, tax_class
            FROM order_line WHERE order_id = ANY (\(ids)) ORDER BY order_id, number
            """)
    }

    private func sendForAllocations(_ ids: [UUIDv7]) throws -> PostgresReply {
        try transaction.send(
            """
            SELECT order_id, line, id, consignment, lot, origin, producer, producer_kind, token, title, station, unit,
                quantity, gross_g, volume_ml, goods_class, band_minimum, band_maximum, band_allowed_minutes, expires_on,
                agreed_fen, delivered, withdrawn, short, condemned, refused, failed, lost_in_custody, withdrawal_asked
            FROM allocation WHERE order_id = ANY (\(ids)) ORDER BY order_id, line, position
            """)
    }

    private func sendForMembers(_ ids: [UUIDv7]) throws -> PostgresReply {
        try transaction.send(
            """
            SELECT allocation, member.token, unit, member.quantity
            FROM allocation_member AS member JOIN allocation ON allocation.id = allocation
            WHERE order_id = ANY (\(ids)) ORDER BY allocation, member.position
            """)
    }

    private func sendForDeterminations(_ ids: [UUIDv7]) throws -> PostgresReply {
        try transaction.send(
            """
            SELECT order_id, token, status, is_beneficiary, county, evidence
            FROM determination WHERE order_id = ANY (\(ids))
            """)
    }

    private func sendForConsignments(_ ids: [UUIDv7]) throws -> PostgresReply {
        try transaction.send(
            """
            SELECT order_id, id, station, band_minimum, band_maximum, band_allowed_minutes, ready_from, deliver_by,
                priority, collected_at, delivered_at
            FROM consignment WHERE order_id = ANY (\(ids)) ORDER BY order_id, position
            """)
    }
}

// MARK: - New orders

extension OrderStore {
    /// Adds orders that were just placed. Nothing waits for it.
    /// - Parameters:
    ///   - instruments: the buyers' means of payment, one for each order.
    ///   - traces: where each was asked for.
    func insert(_ orders: [Order], instruments: [String], traces: [TraceContext?]) throws {
        try transaction.send(insertion(of: orders, instruments: instruments, traces: traces, orElse: ""))
        try insertLines(of: orders)
    }

    /// Adds imported orders whose partner's number is new, and returns which these are.
    /// - Parameter traces: where each was asked for.
    func insertUnlessKnown(_ orders: [Order], traces: [TraceContext?]) async throws -> Set<UUIDv7> {
        let rows = try await transaction.query(
            insertion(
                of: orders, instruments: Array(repeating: nil, count: orders.count), traces: traces,
                orElse: """
                    ON CONFLICT (partner, partner_reference) WHERE partner IS NOT NULL DO NOTHING RETURNING id
                    """))
        let inserted: Set<UUIDv7> = Set(try rows.decode(UUIDv7.self))
        try insertLines(of: orders.filter { inserted.contains($0.id) })
        return inserted
    }

    /// Those of some orders of partners that are known, by the partner's number for each.
    func known(_ references: Set<PartnerOrder>) async throws -> [PartnerOrder: UUIDv7] {
        if references.isEmpty { return [:] }
        let rows = try await transaction.query(
            """
            SELECT asked.partner, asked.reference, id
            FROM unnest(\(references.map(\.partner)), \(references.map(\.reference))) AS asked (partner, reference),
                LATERAL (
                    SELECT id FROM sales_order AS known
                    WHERE known.partner = asked.partner AND known.partner_reference = asked.reference
                    LIMIT 1) AS first
            """)
        var known: [PartnerOrder: UUIDv7] = [:]
        for (partner, reference, id) in try rows.decode(UUIDv7.self, String.self, UUIDv7.self) {
            known[PartnerOrder(partner: partner, reference: reference)] = id
        }
        return known
    }

    private func insertion(
        of orders: [Order], instruments: [String?], traces: [TraceContext?], orElse conflict: String
    ) -> PostgresQuery {
        let placements = orders.map(\.placement)
        return """
            INSERT INTO sales_order (
                id, kind, direction, channel, sub_platform, partner, partner_reference, buyer, session, placed_at,
                destination_kind, destination, city, instrument, traceparent, state, answer_due_at, declines,
                refunded_by_claims_fen, owed_to_registered_fen)
            SELECT id, kind, direction, channel, sub_platform, partner, partner_reference, buyer, session, placed_at,
                destination_kind, destination, city, instrument, traceparent, state, answer_due_at, 0, 0, 0
            FROM unnest(
                \(orders.map(\.id)), \(placements.map(\.kind)), \(placements.map(\.direction)),
                \(placements.map(\.channel)), \(placements.map(\.subPlatform)), \(placements.map(\.partner?.partner)),
                \(placements.map(\.partner?.reference)), \(placements.map(\.buyer)), \(placements.map(\.session)),
                \(placements.map(\.placedAt)), \(placements.map(\.destination.kind)),
                \(placements.map(\.destination.place)), \(placements.map(\.destination.city)), \(instruments),
                \(traces.map { $0?.description }), \(orders.map(\.state)), \(orders.map(\.answerDueAt))
            ) AS placed (
                id, kind, direction, channel, sub_platform, partner, partner_reference, buyer, session, placed_at,
                destination_kind, destination, city, instrument, traceparent, state, answer_due_at)
            ORDER BY id
            \(unescaped: conflict)
            """
    }

    private func insertLines(of orders: [Order]) throws {
        let lines = orders.flatMap { order in order.placement.lines.map { (order: order.id, line: $0) } }
        if lines.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO order_line (
                order_id, number, listing, product, unit, quantity, expected_fen, offer, options, is_perishable)
            SELECT * FROM unnest(
                \(lines.map(\.order)), \(lines.map(\.line.number)), \(lines.map(\.line.listing)),
                \(lines.map(\.line.product)), \(lines.map(\.line.quantity.unit)), \(lines.map(\.line.quantity.amount)),
                \(lines.map(\.line.expectedPrice.fen)), \(lines.map(\.line.offer)),
                \(try lines.map { try LineOptions.stored($0.line.options) }), \(lines.map(\.line.isPerishable)))
            """)
    }
}
