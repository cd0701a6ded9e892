internal import Eventing
internal import OrdersDomain
internal import OrdersEvents
internal import Vocabulary

// What the others are told of how money is shared out.

extension Settlement {
    /// `settlement.posted`
    func posted() throws(EventFault) -> SettlementPosted {
        var lines: [SettlementPosted.Line] = []
        for line in self.lines { lines.append(try line.published()) }
        var shares: [SettlementPosted.Share] = []
        for share in self.shares {
            shares.append(
                SettlementPosted.Share(
                    account: try .init(sameAs: share.account.kind), holder: share.account.holder,
                    amountFen: share.amount))
        }
        return SettlementPosted(
            settlementID: id, kind: try .init(sameAs: kind), reverses: reverses, orderID: order,
            consignmentID: consignment, claimID: claim, postedAt: postedAt, businessDay: Day(of: postedAt),
            totalFen: total, lines: lines, shares: shares)
    }
}

extension SettlementLine {
    fileprivate func published() throws(EventFault) -> SettlementPosted.Line {
        SettlementPosted.Line(
            line: line, allocationID: allocation, productID: product, lotID: lot, origin: origin, producerID: producer,
            producerKind: try .init(sameAs: producerKind), token: token, benefit: isBeneficiary, evidenceID: evidence,
            quantity: quantity, price: price, amountFen: amount, producerPrice: agreedPrice, producerFen: dues)
    }
}
