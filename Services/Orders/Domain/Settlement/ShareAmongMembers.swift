import Vocabulary

/// A member's place among those who share a lot by their grams; the only one if the lot is nobody else's.
struct MemberShare {
    let token: Token?
    let index: Int
    let weights: [Int64]

    /// The member's part of what the whole lot earns or bears.
    func part(of whole: Int64) -> Int64 { split(whole, by: weights)[index] }
}

extension Allocation {
    /// Who shares what it earns. What was bought before is shared with nobody.
    fileprivate var shareholders: [MemberShare] {
        guard title == .consigned, !producer.members.isEmpty else {
            return [MemberShare(token: title == .consigned ? producer.token : nil, index: 0, weights: [1])]
        }
        let weights = producer.members.map(\.quantity.amount)
        return producer.members.enumerated().map { index, member in
            MemberShare(token: member.token, index: index, weights: weights)
        }
    }
}

extension Order {
    /// One settlement line for each household, or other producer, that shares the proceeds.
    /// - Parameter others: the shares of all but the producer, given a member and its dues.
    func settlementLines(
        of proceeds: Proceeds, others: (_ member: MemberShare, _ dues: Fen) -> [SettlementShare]
    ) -> [SettlementLine] {
        let allocation = proceeds.allocation
        return allocation.shareholders.compactMap { member in
            let quantity = Quantity(member.part(of: proceeds.quantity), allocation.quantity.unit)
            let dues = member.part(of: proceeds.dues)
            let amount = member.part(of: proceeds.amount)
            guard quantity.amount > 0 || amount > 0 || dues > 0 else { return nil }
            let determination = member.token.flatMap { determinations[$0] }
            let account = LedgerAccount.dues(of: member.token, producer: allocation.producer.id)
            let shares = [SettlementShare(account, dues)] + others(member, dues)
            return SettlementLine(
                line: proceeds.line.number, allocation: allocation.id, product: proceeds.line.product,
                lot: allocation.lot, origin: allocation.origin, producer: allocation.producer.id,
                producerKind: allocation.producer.kind, token: member.token,
                isBeneficiary: determination?.isBeneficiary ?? false, evidence: determination?.evidence,
                station: allocation.station, quantity: quantity, price: proceeds.line.price, amount: amount,
                agreedPrice: allocation.agreedPrice, dues: dues, shares: shares.filter { $0.amount != 0 })
        }
    }
}
