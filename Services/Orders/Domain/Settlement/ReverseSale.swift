public import Vocabulary

/// A share of one settlement: what a payout pays.
public struct SettledShare: Sendable, Hashable {
    /// The settlement.
    public let settlement: UUIDv7
    /// Whose share.
    public let account: LedgerAccount

    /// Names a share.
    public init(settlement: UUIDv7, account: LedgerAccount) {
        self.settlement = settlement
        self.account = account
    }
}

/// What turning back a sale takes into account.
public struct SaleHistory: Sendable {
    /// The order's sales.
    public let sales: [Settlement]
    /// What was turned back of them before.
    public let reversals: [Settlement]
    /// The shares of the sales that were paid out, or are on their way.
    public let paidOut: Set<SettledShare>

    /// Makes a history, as stored.
    public init(sales: [Settlement], reversals: [Settlement], paidOut: Set<SettledShare>) {
        self.sales = sales
        self.reversals = reversals
        self.paidOut = paidOut
    }
}

/// What a claim turns back, at whose expense.
struct Reversal {
    let claim: UUIDv7
    let refund: Fen
    let liable: LiableParty
    let postedAt: Instant
}

extension SaleHistory {
    /// Turns back the sale of claimed parts, so that the buyer gets a refund.
    ///
    /// The refund is spread over the parts by what is left of their amounts; commission, fund, tax and margin go back
    /// in proportion. The producer's dues go back only if the producer is liable, or if they are not paid and nobody
    /// is; else they stand, and the liable party is charged for them.
    /// - Parameter identifier: gives an id for each reversal: one for each sale.
    /// - Returns: nil if more would go back than the claimed parts brought in.
    func reverse(_ reversal: Reversal, of allocations: Set<UUIDv7>, identifier: () -> UUIDv7) -> [Settlement]? {
        let before = refundedBefore
        let claimed = sales.filter { $0.kind == .sale }.flatMap { sale in
            sale.lines.filter { allocations.contains($0.allocation) && $0.amount > 0 }.map { (sale: sale, line: $0) }
        }
        let left = claimed.map { $0.line.amount - before[SoldLine($0.line, of: $0.sale.id), default: 0] }
        let mostRefundable = left.reduce(0, +)
        guard reversal.refund <= mostRefundable else { return nil }
        guard reversal.refund > 0 else { return [] }
        let parts = split(reversal.refund, by: left)
        var lines: [UUIDv7: [SettlementLine]] = [:]
        for ((sale, line), part) in zip(claimed, parts) where part > 0 {
            let earlier = before[SoldLine(line, of: sale.id), default: 0]
            let stands = duesStand(of: line, in: sale.id, liable: reversal.liable)
            lines[sale.id, default: []].append(
                line.turnedBack(part, after: earlier, chargedTo: stands ? reversal.liable.account(for: line) : nil))
        }
        return sales.filter { lines[$0.id] != nil }.map { sale in
            Settlement(
                id: identifier(), kind: .reversal, reverses: sale.id, order: sale.order,
                consignment: sale.consignment, claim: reversal.claim, postedAt: reversal.postedAt,
                lines: lines[sale.id, default: []])
        }
    }

    private func duesStand(of line: SettlementLine, in sale: UUIDv7, liable: LiableParty) -> Bool {
        switch liable {
        case .producer: false
        case .station, .carrier, .platform: true
        case .buyer, .none: paidOut.contains(SettledShare(settlement: sale, account: line.duesAccount))
        }
    }

    /// What was turned back of each line before, in fen.
    private var refundedBefore: [SoldLine: Fen] {
        var sums: [SoldLine: Fen] = [:]
        for reversal in reversals {
            guard let sale = reversal.reverses else { continue }
            for line in reversal.lines { sums[SoldLine(line, of: sale), default: 0] -= line.amount }
        }
        return sums
    }
}

/// Names a line of a sale: a part of the order, and the household that shares it.
private struct SoldLine: Hashable {
    let sale: UUIDv7
    let allocation: UUIDv7
    let account: LedgerAccount

    init(_ line: SettlementLine, of sale: UUIDv7) {
        self.sale = sale
        allocation = line.allocation
        account = line.duesAccount
    }
}

extension LiableParty {
    /// Who is charged for dues that stand.
    fileprivate func account(for line: SettlementLine) -> LedgerAccount {
        switch self {
        case .station: .station(line.station)
        case .carrier: .carrier(of: line.origin)
        case .producer, .platform, .buyer, .none: .platform
        }
    }
}

extension SettlementLine {
    /// The line that turns back a refund of this one.
    /// - Parameters:
    ///   - refund: what goes back now, in fen.
    ///   - earlier: what went back before; both together at most ``amount``.
    ///   - bearer: who is charged for the dues; nil if the producer gives them back.
    fileprivate func turnedBack(_ refund: Fen, after earlier: Fen, chargedTo bearer: LedgerAccount?) -> SettlementLine {
        var taken = zip(sharesTurnedBack(earlier + refund), sharesTurnedBack(earlier)).map { now, before in
            SettlementShare(now.account, before.amount - now.amount)
        }
        var duesTaken: Fen = 0
        if let index = taken.firstIndex(where: { $0.account == duesAccount }) {
            duesTaken = taken[index].amount
            if let bearer { taken[index] = SettlementShare(bearer, duesTaken) }
        }
        return SettlementLine(
            line: line, allocation: allocation, product: product, lot: lot, origin: origin, producer: producer,
            producerKind: producerKind, token: token, isBeneficiary: isBeneficiary, evidence: evidence,
            station: station, quantity: quantityTurnedBack(refund), price: price,
            amount: -refund, agreedPrice: agreedPrice, dues: bearer == nil ? duesTaken : 0,
            shares: taken.filter { $0.amount != 0 })
    }

    private func quantityTurnedBack(_ refund: Fen) -> Quantity {
        Quantity(split(quantity.amount, by: [refund, amount - refund])[0], quantity.unit)
    }

    /// What of each share goes back when so much of the amount is refunded in all.
    ///
    /// Where the platform bore a shortfall, the others' shares are more than the amount: the platform gets its part of
    /// the shortfall back, and the others give it together with the refund.
    private func sharesTurnedBack(_ refunded: Fen) -> [SettlementShare] {
        let shortfall = -shares.reduce(0) { $0 + min(0, $1.amount) }
        // The product may pass 64 bits where the quotient does not.
        let relief = amount.dividingFullWidth(shortfall.multipliedFullWidth(by: refunded)).quotient
        let parts = split(refunded + relief, by: shares.map { max(0, $0.amount) })
        return zip(shares, parts).map { share, part in
            SettlementShare(share.account, share.amount < 0 ? -relief : part)
        }
    }
}
