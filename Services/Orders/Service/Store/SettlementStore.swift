internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// Settlements in the database.
struct SettlementStore {
    let transaction: PostgresTransaction

    /// Adds settlements with their lines and shares. Nothing waits for it.
    func insert(_ settlements: [Settlement]) throws {
        if settlements.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO settlement (
                id, kind, reverses, order_id, consignment, claim, posted_at, total_fen, to_registered_fen)
            SELECT * FROM unnest(
                \(settlements.map(\.id)), \(settlements.map(\.kind)), \(settlements.map(\.reverses)),
                \(settlements.map(\.order)), \(settlements.map(\.consignment)), \(settlements.map(\.claim)),
                \(settlements.map(\.postedAt)), \(settlements.map(\.total)), \(settlements.map(\.owedToRegistered)))
            """)
        let lines = settlements.flatMap { settlement in
            settlement.lines.enumerated().map { PlacedLine(settlement: settlement.id, position: Int32($0), line: $1) }
        }
        try insert(lines)
        try insertShares(of: lines)
    }

    private struct PlacedLine {
        var settlement: UUIDv7
        var position: Int32
        var line: SettlementLine
    }

    private func insert(_ placed: [PlacedLine]) throws {
        let lines = placed.map(\.line)
        try transaction.send(
            """
            INSERT INTO settlement_line (
                settlement, position, line, allocation, product, lot, origin, producer, producer_kind, token,
                is_beneficiary, evidence, station, unit, quantity, price_fen, amount_fen, agreed_fen, dues_fen)
            SELECT * FROM unnest(
                \(placed.map(\.settlement)), \(placed.map(\.position)), \(lines.map(\.line)),
                \(lines.map(\.allocation)), \(lines.map(\.product)), \(lines.map(\.lot)), \(lines.map(\.origin)),
                \(lines.map(\.producer)), \(lines.map(\.producerKind)), \(lines.map(\.token)),
                \(lines.map(\.isBeneficiary)), \(lines.map(\.evidence)), \(lines.map(\.station)),
                \(lines.map(\.quantity.unit)), \(lines.map(\.quantity.amount)), \(lines.map(\.price.fen)),
                \(lines.map(\.amount)), \(lines.map(\.agreedPrice.fen)), \(lines.map(\.dues)))
            """)
    }

    private func insertShares(of lines: [PlacedLine]) throws {
        let shares = lines.flatMap { line in
            line.line.shares.enumerated().map { (line: line, position: Int32($0), share: $1) }
        }
        try transaction.send(
            """
            INSERT INTO settlement_share (settlement, line_position, position, account, holder, amount_fen)
            SELECT * FROM unnest(
                \(shares.map(\.line.settlement)), \(shares.map(\.line.position)), \(shares.map(\.position)),
                \(shares.map(\.share.account.kind)), \(shares.map(\.share.account.holder)),
                \(shares.map(\.share.amount)))
            """)
    }
}
