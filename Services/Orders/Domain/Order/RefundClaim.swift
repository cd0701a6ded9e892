public import Vocabulary

extension Order {
    /// Counts what a closed claim gives back, and what it takes back of registered households' dues.
    /// - Parameters:
    ///   - refund: what goes back to the buyer, in fen.
    ///   - reversals: the settlements that reverse the sale.
    public mutating func refundClaim(_ refund: Fen, reversals: [Settlement]) throws(OrderRefusal) -> [OrderFact] {
        try admit(.refundClaim)
        guard (0...refundable).contains(refund) else { throw .refundAbovePaid(refundable: refundable) }
        refundedByClaims += refund
        owedToRegistered += reversals.reduce(0) { $0 + $1.owedToRegistered }
        return [.claimRefunded(refund)] + reversals.map { .settled($0) }
    }
}
