internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// Reads settlements back, as turning them back needs.
struct SettlementReader {
    let transaction: PostgresTransaction

    private struct LineKey: Hashable {
        var settlement: UUIDv7
        var position: Int32
    }

    /// All settlements of an order, the oldest first.
    func settlements(of order: UUIDv7) async throws -> [Settlement] {
        let settlements = try transaction.send(
            """
            SELECT id, kind, reverses, consignment, claim, posted_at
            FROM settlement WHERE order_id = \(order) ORDER BY posted_at, id
            """)
        let shares = try transaction.send(
            """
            SELECT share.settlement, line_position, account, holder, amount_fen
            FROM settlement_share AS share JOIN settlement ON settlement.id = share.settlement
            WHERE order_id = \(order) ORDER BY share.settlement, line_position, position
            """)
        let lines = try transaction.send(
            """
            SELECT settlement, position, line, allocation, product, lot, origin, producer, producer_kind, token,
                is_beneficiary, evidence, station, unit, quantity, price_fen, amount_fen, agreed_fen, dues_fen
            FROM settlement_line JOIN settlement ON settlement.id = settlement
            WHERE order_id = \(order) ORDER BY settlement, position
            """)
        let found = try read(lines: await lines.rows, shares: try read(shares: await shares.rows))
        return try await settlements.rows.decode(
            UUIDv7.self, Settlement.Kind.self, UUIDv7?.self, UUIDv7?.self, UUIDv7?.self, Instant.self
        ).map { id, kind, reverses, consignment, claim, postedAt in
            Settlement(
                id: id, kind: kind, reverses: reverses, order: order, consignment: consignment, claim: claim,
                postedAt: postedAt, lines: found[id] ?? [])
        }
    }

    private func read(shares rows: PostgresRows) throws -> [LineKey: [SettlementShare]] {
        var found: [LineKey: [SettlementShare]] = [:]
        for (settlement, position, account, holder, amount) in try rows.decode(
            UUIDv7.self, Int32.self, LedgerAccount.Kind.self, String.self, Fen.self)
        {
            found[LineKey(settlement: settlement, position: position), default: []].append(
                SettlementShare(LedgerAccount(account, holder), amount))
        }
        return found
    }

    private func read(
        lines rows: PostgresRows, shares: [LineKey: [SettlementShare]]
    ) throws -> [UUIDv7: [SettlementLine]] {
        var found: [UUIDv7: [SettlementLine]] = [:]
        for row in rows {
            let (
                settlement, position, line, allocation, product, lot, origin, producer, kind, token, isBeneficiary,
                evidence, station, unit, quantity, price, amount, agreed, dues
            ) = try row.decode(
                UUIDv7.self, Int32.self, Int32.self, UUIDv7.self, UUIDv7.self, UUIDv7.self, DivisionCode.self,
                UUIDv7.self, Producer.Kind.self, Token?.self, Bool.self, UUIDv7?.self, UUIDv7.self,
                QuantityUnit.self, Int64.self, Fen.self, Fen.self, Fen.self, Fen.self)
            found[settlement, default: []].append(
                SettlementLine(
                    line: line, allocation: allocation, product: product, lot: lot, origin: origin,
                    producer: producer, producerKind: kind, token: token, isBeneficiary: isBeneficiary,
                    evidence: evidence, station: station, quantity: Quantity(quantity, unit),
                    price: Price(price, unit.priceBasis), amount: amount, agreedPrice: Price(agreed, unit.priceBasis),
                    dues: dues, shares: shares[LineKey(settlement: settlement, position: position)] ?? []))
        }
        return found
    }
}
