public import Vocabulary

extension Order {
    /// `consignment.delivered`: settles what the buyer accepted and refunds what the buyer refused.
    ///
    /// What was condemned on the way is in neither; it stays open until its `temperature.excursion` is known, which
    /// may come later, since another aggregate reports it.
    /// - Parameters:
    ///   - items: what became of each part at the door.
    ///   - consignment: what was delivered.
    ///   - deliveredAt: when.
    ///   - settlement: an id for the settlement.
    ///   - terms: the shares in force.
    public mutating func recordDelivery(
        of items: [DeliveredItem], from consignment: UUIDv7, at deliveredAt: Instant, settlement: UUIDv7,
        terms: SaleTerms
    ) throws(OrderRefusal) -> [OrderFact] {
        try admit(.recordDelivery)
        let index = try index(of: consignment)
        let accepted = try resolve(
            items.map { AllocatedQuantity(allocation: $0.allocation, quantity: $0.delivered) }, in: consignment)
        let refused = try resolve(
            items.map { AllocatedQuantity(allocation: $0.allocation, quantity: $0.refused) }, in: consignment)
        consignments[index].deliveredAt = deliveredAt
        let posting = SettlementPosting(
            id: settlement, consignment: consignment, postedAt: deliveredAt, terms: terms)
        let sale = settleSale(of: accepted, posting: posting)
        let reduction = giveBack(refused, as: \.refused, because: .refused)
        return sale + conclude(reduction.map { [$0] } ?? [], at: deliveredAt)
    }
}
