public import Vocabulary

/// What logistics reports of a consignment that could not be collected, carried or delivered.
public struct ConsignmentFailure: Sendable, Equatable {
    /// The consignment.
    public let consignment: UUIDv7
    /// Whether nothing more is tried.
    public let isFinal: Bool
    /// Who held the goods.
    public let custody: Custody
    /// What is concerned.
    public let items: [AllocatedQuantity]

    /// Makes a failure.
    public init(consignment: UUIDv7, isFinal: Bool, custody: Custody, items: [AllocatedQuantity]) {
        self.consignment = consignment
        self.isFinal = isFinal
        self.custody = custody
        self.items = items
    }
}

extension Order {
    /// `consignment.failed`: if it is final, refunds the buyer, and has who held the goods pay the producer.
    /// - Parameters:
    ///   - failure: what failed.
    ///   - now: the time.
    ///   - settlement: an id for the settlement of what custody owes.
    ///   - terms: the shares in force.
    public mutating func recordFailure(
        _ failure: ConsignmentFailure, at now: Instant, settlement: UUIDv7, terms: SaleTerms
    ) throws(OrderRefusal) -> [OrderFact] {
        try admit(.recordFailure)
        let parts = try resolve(failure.items, in: failure.consignment)
        guard failure.isFinal else { return [] }
        let posting = SettlementPosting(
            id: settlement, consignment: failure.consignment, postedAt: now, terms: terms)
        let loss = settleLoss(of: parts, custody: failure.custody, posting: posting)
        let reduction = giveBack(parts, as: \.failed, because: .deliveryFailed)
        return loss + conclude(reduction.map { [$0] } ?? [], at: now)
    }
}
