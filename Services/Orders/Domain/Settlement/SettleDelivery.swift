import Vocabulary

/// Under which id, of which consignment, when and by which terms something is settled.
struct SettlementPosting {
    let id: UUIDv7
    let consignment: UUIDv7?
    let postedAt: Instant
    let terms: SaleTerms
}

/// What a part of an order brought in, before it is shared among a cooperative's members.
struct Proceeds {
    let line: ReservedLine
    let allocation: Allocation
    let quantity: Int64
    let amount: Fen
    let dues: Fen
}

extension Order {
    /// Shares out the money of what the buyer accepted: the household first, by its own lot's agreed price, then the
    /// station, the county's fund and tax. The platform keeps what is left, and bears what is missing.
    mutating func settleSale(of accepted: [PartQuantity], posting: SettlementPosting) -> [OrderFact] {
        let lines = accepted.flatMap { part -> [SettlementLine] in
            guard let sold = sell(part) else { return [] }
            let isOwnProduce = sold.allocation.isOwnProduce
            let commission = posting.terms.commission(on: sold.dues)
            let fund = posting.terms.fund(on: sold.amount)
            let tax = posting.terms.tax(within: sold.amount, class: sold.line.taxClass, isOwnProduce: isOwnProduce)
            let county = sold.allocation.origin.county.description
            return settlementLines(of: sold) { member, dues in
                let shares = [
                    SettlementShare(.station(sold.allocation.station), member.part(of: commission)),
                    SettlementShare(LedgerAccount(.countyFund, county), member.part(of: fund)),
                    SettlementShare(LedgerAccount(.tax, county), member.part(of: tax)),
                ]
                let margin = member.part(of: sold.amount) - dues - shares.reduce(0) { $0 + $1.amount }
                return shares + [SettlementShare(.platform, margin)]
            }
        }
        return post(lines, posting)
    }

    /// Has the station or the carrier pay the producer what goods lost in its custody would have earned. The buyer is
    /// refunded, so nothing else is shared out.
    mutating func settleLoss(of lost: [PartQuantity], custody: Custody, posting: SettlementPosting) -> [OrderFact] {
        guard custody == .station || custody == .carrier else { return [] }
        let lines = lost.flatMap { part -> [SettlementLine] in
            guard let loss = lose(part) else { return [] }
            let bearer: LedgerAccount =
                custody == .station ? .station(loss.allocation.station) : .carrier(of: loss.allocation.origin)
            return settlementLines(of: loss) { _, dues in [SettlementShare(bearer, -dues)] }
        }
        return post(lines, posting)
    }

    /// Counts goods as delivered. Amounts and dues follow from all delivered so far, so that they add up to the fen.
    private mutating func sell(_ part: PartQuantity) -> Proceeds? {
        let lineBefore = line(at: part.place)
        let before = self[part.place]
        let quantity = min(part.amount, before.open)
        guard quantity > 0 else { return nil }
        self[part.place].outcome.delivered += quantity
        let line = line(at: part.place)
        return Proceeds(
            line: line, allocation: before, quantity: quantity,
            amount: line.price.amount(for: line.delivered) - line.price.amount(for: lineBefore.delivered),
            dues: self[part.place].dues - before.dues)
    }

    /// Counts goods as lost in custody. They are given back to the buyer after this.
    private mutating func lose(_ part: PartQuantity) -> Proceeds? {
        let before = self[part.place]
        let quantity = min(part.amount, before.open)
        guard quantity > 0 else { return nil }
        self[part.place].outcome.lostInCustody += quantity
        return Proceeds(
            line: line(at: part.place), allocation: before, quantity: quantity, amount: 0,
            dues: self[part.place].dues - before.dues)
    }

    private mutating func post(_ lines: [SettlementLine], _ posting: SettlementPosting) -> [OrderFact] {
        // What was bought before is owed to nobody when it is lost, and leaves nothing to post.
        let lines = lines.filter { $0.amount != 0 || !$0.shares.isEmpty }
        guard !lines.isEmpty else { return [] }
        let settlement = Settlement(
            id: posting.id, kind: .sale, order: id, consignment: posting.consignment, postedAt: posting.postedAt,
            lines: lines)
        owedToRegistered += settlement.owedToRegistered
        return [.settled(settlement)]
    }
}

extension Allocation {
    /// What its producer is owed so far: the agreed price of all that was delivered or lost in custody, rounded once.
    fileprivate var dues: Fen {
        guard title == .consigned else { return 0 }
        return agreedPrice.amount(for: Quantity(outcome.delivered + outcome.lostInCustody, quantity.unit))
    }

    /// Whether households sell what they grew themselves.
    fileprivate var isOwnProduce: Bool { title == .consigned && !tokens.isEmpty }
}
