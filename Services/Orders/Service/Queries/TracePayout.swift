internal import Delivery
public import Postgres
internal import Runtime
public import Vocabulary

extension OrdersService {
    /// How many settlements of a payout are traced at once.
    public static let tracedAtOnce = 200

    /// Where the money of a payout came from: at most ``tracedAtOnce`` settlements, the next ones behind the last one shown.
    /// - Parameter last: the last settlement that was shown before.
    /// - Throws: a problem if there is no such payout.
    public func trace(
        _ payout: UUIDv7, after last: UUIDv7? = nil, in transaction: PostgresTransaction
    ) async throws -> PayoutTrace {
        let trace = PayoutTracing(payout: payout, last: last, transaction: transaction)
        guard let head = try await trace.head() else { throw Problem.notFound("payout \(payout)") }
        return try PayoutTrace(head, sources: try await trace.sources())
    }
}

/// Follows a payout back through what is on record here.
private struct PayoutTracing {
    let payout: UUIDv7
    let last: UUIDv7?
    let transaction: PostgresTransaction

    func head() async throws -> PostgresRow? {
        try await transaction.query(
            """
            SELECT id, batch, account, holder, amount_fen, state, prepared_by, prepared_at, released_by, sent_at,
                (SELECT coalesce(sum(amount_fen), 0)::bigint FROM payout_recovery WHERE payout = id)
            FROM payout WHERE id = \(payout)
            """
        ).first
    }

    func sources() async throws -> [PayoutSource] {
        let rows = try await transaction.query(
            """
            SELECT settlement.id, settlement.kind, posted_at, order_id, channel, placed_at, consignment
            FROM payout_share
            JOIN settlement ON settlement.id = settlement
            JOIN sales_order ON sales_order.id = order_id
            WHERE payout = \(payout) AND (\(last)::uuid IS NULL OR settlement.id > \(last))
            ORDER BY settlement.id LIMIT \(OrdersService.tracedAtOnce)
            """)
        var sources = try rows.map { try PayoutSource($0) }
        let handovers = try await handovers(of: sources.compactMap(\.consignmentID))
        let parts = try await parts(of: sources.map(\.settlementID))
        for index in sources.indices {
            let stages = sources[index].consignmentID.flatMap { handovers[$0] } ?? [:]
            sources[index].collected = stages["collected"]
            sources[index].delivered = stages["delivered"]
            sources[index].parts = parts[sources[index].settlementID] ?? []
        }
        return sources
    }

    /// By consignment and stage.
    private func handovers(of consignments: [UUIDv7]) async throws -> [UUIDv7: [String: PayoutHandover]] {
        let rows = try await transaction.query(
            """
            SELECT consignment, stage, at, station, proof_kind, proof_digest
            FROM handover WHERE consignment = ANY (\(consignments))
            """)
        var found: [UUIDv7: [String: PayoutHandover]] = [:]
        for (consignment, stage, at, station, kind, digest) in try rows.decode(
            UUIDv7.self, String.self, Instant.self, UUIDv7?.self, String.self, String.self)
        {
            found[consignment, default: [:]][stage] = PayoutHandover(
                at: at, stationID: station, proofKind: kind, proofDigest: digest)
        }
        return found
    }

    /// By settlement.
    private func parts(of settlements: [UUIDv7]) async throws -> [UUIDv7: [PayoutPart]] {
        let rows = try await transaction.query(
            """
            SELECT line.settlement, line, name_zh, lot, origin, producer, line.unit, quantity, weight_g,
                line.amount_fen, share.amount_fen, is_beneficiary, evidence
            FROM settlement_line AS line
            JOIN settlement_share AS share
                ON (share.settlement, line_position) = (line.settlement, line.position)
            JOIN payout ON (payout.account, payout.holder) = (share.account, share.holder)
            JOIN product ON product.id = product
            LEFT JOIN weighing ON weighing.allocation = line.allocation
            WHERE payout.id = \(payout) AND line.settlement = ANY (\(settlements))
            ORDER BY line.settlement, line.position
            """)
        var found: [UUIDv7: [PayoutPart]] = [:]
        for row in rows {
            let (
                settlement, line, product, lot, origin, producer, unit, quantity, weight, amount, share, benefit,
                evidence
            ) = try row.decode(
                UUIDv7.self, Int32.self, String.self, UUIDv7.self, DivisionCode.self, UUIDv7.self, QuantityUnit.self,
                Int64.self, Int64?.self, Fen.self, Fen.self, Bool.self, UUIDv7?.self)
            found[settlement, default: []].append(
                PayoutPart(
                    line, product, lot, origin, producer, Quantity(quantity, unit), weight, amount, share, benefit,
                    evidence))
        }
        return found
    }
}
