internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// Claims in the database.
struct ClaimStore {
    let transaction: PostgresTransaction

    /// Between digests that travel as one text, which are hexadecimal.
    private static let betweenDigests = ","

    /// Adds claims that were just opened.
    func insert(_ claims: [Claim]) throws {
        if claims.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO claim (
                id, order_id, consignment, kind, cause, side, opened_by, opened_at, evidence, state, decide_by)
            SELECT id, order_id, consignment, kind, cause, side, opened_by, opened_at,
                string_to_array(evidence, \(Self.betweenDigests)), state, decide_by
            FROM unnest(
                \(claims.map(\.id)), \(claims.map(\.order)), \(claims.map(\.consignment)), \(claims.map(\.kind)),
                \(claims.map(\.cause)), \(claims.map(\.side)), \(claims.map(\.openedBy.name)),
                \(claims.map(\.openedAt)), \(claims.map { $0.evidence.joined(separator: Self.betweenDigests) }),
                \(claims.map(\.state)), \(claims.map(\.decideBy))
            ) AS claim (
                id, order_id, consignment, kind, cause, side, opened_by, opened_at, evidence, state, decide_by)
            """)
        let items = claims.flatMap { claim in
            claim.items.enumerated().map { (claim: claim.id, position: Int32($0), item: $1) }
        }
        try transaction.send(
            """
            INSERT INTO claim_item (claim, position, line, allocation, lot, unit, quantity)
            SELECT * FROM unnest(
                \(items.map(\.claim)), \(items.map(\.position)), \(items.map(\.item.line)),
                \(items.map(\.item.allocation)), \(items.map(\.item.lot)), \(items.map(\.item.quantity.unit)),
                \(items.map(\.item.quantity.amount)))
            """)
    }

    /// The order that a claim is about, without a lock.
    func order(of claim: UUIDv7) async throws -> UUIDv7? {
        let orders: [UUIDv7] = try await transaction.query("SELECT order_id FROM claim WHERE id = \(claim)")
            .decode(UUIDv7.self)
        return orders.first
    }

    /// Locks and loads claims.
    func load(_ ids: [UUIDv7]) async throws -> [UUIDv7: Claim] {
        let ids = Set(ids).sorted()
        let claims = try transaction.send(
            """
            SELECT id, order_id, consignment, kind, cause, side, opened_by, opened_at, evidence, state, decide_by
            FROM claim WHERE id = ANY (\(ids)) ORDER BY id FOR UPDATE
            """)
        let items = try await loadItems(ids)
        var found: [UUIDv7: Claim] = [:]
        for row in try await claims.rows {
            let (id, order, consignment, kind, cause, side, openedBy, openedAt, evidence, state, decideBy) =
                try row.decode(
                    UUIDv7.self, UUIDv7.self, UUIDv7?.self, Claim.Kind.self, Claim.Cause.self, Claim.Side.self,
                    String.self, Instant.self, [String].self, Claim.State.self, Instant?.self)
            found[id] = Claim(
                id: id, order: order, consignment: consignment, kind: kind, cause: cause, side: side,
                openedBy: Actor(openedBy), openedAt: openedAt, items: items[id] ?? [], evidence: evidence,
                state: state, decideBy: decideBy)
        }
        return found
    }

    private func loadItems(_ claims: [UUIDv7]) async throws -> [UUIDv7: [AffectedItem]] {
        let rows = try await transaction.query(
            """
            SELECT claim, line, allocation, lot, unit, quantity FROM claim_item
            WHERE claim = ANY (\(claims)) ORDER BY claim, position
            """)
        var found: [UUIDv7: [AffectedItem]] = [:]
        for (claim, line, allocation, lot, unit, quantity) in try rows.decode(
            UUIDv7.self, Int32.self, UUIDv7.self, UUIDv7.self, QuantityUnit.self, Int64.self)
        {
            found[claim, default: []].append(
                AffectedItem(line: line, allocation: allocation, lot: lot, quantity: Quantity(quantity, unit)))
        }
        return found
    }

    /// Saves how a claim was decided.
    func close(_ claim: Claim, _ decision: ClaimDecision, by actor: Actor, at now: Instant) throws {
        try transaction.send(
            """
            UPDATE claim SET
                state = \(claim.state), decide_by = NULL, decided_by = \(actor.name), decided_at = \(now),
                outcome = \(decision.outcome), refund_fen = \(decision.refund), liable = \(decision.liable),
                replacement = \(decision.replacement)
            WHERE id = \(claim.id)
            """)
    }

    /// Notes that the county officer was told of claims.
    func escalate(_ claims: [UUIDv7]) throws {
        try transaction.send("UPDATE claim SET decide_by = NULL WHERE id = ANY (\(claims))")
    }
}
