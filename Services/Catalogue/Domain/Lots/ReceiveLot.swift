public import Vocabulary

extension Lot {
    /// RECEIVE: ∅ → received. A station weighs in what a producer brings; it stays the producer's until it is sold.
    /// - Parameters:
    ///   - id: the new lot's id.
    ///   - quantity: what the scale or the count says.
    ///   - product: what it is a lot of.
    ///   - producer: who brings it; nil if nobody of that id was taken on.
    ///   - members: for a cooperative, whose goods they are.
    ///   - origin: what is settled at the scale.
    ///   - now: when it is weighed in.
    public static func receive(
        id: UUIDv7, quantity: Quantity, of product: Product, from producer: Producer?,
        members: [LotProducer.Member] = [], origin: LotOrigin, at now: Instant,
    ) throws(LotRefusal) -> (Lot, [LotFact]) {
        let lot = try weighedIn(
            id: id, quantity: quantity, of: product, from: producer, members: members, origin: origin,
            title: .consigned, at: now)
        return (lot, [.received(quantity)])
    }

    /// order.confirmed of kind agency: ∅ → received, title purchased. The station has paid the producer for it.
    public static func purchase(
        id: UUIDv7, quantity: Quantity, of product: Product, from producer: Producer?, origin: LotOrigin,
        at now: Instant,
    ) throws(LotRefusal) -> (Lot, [LotFact]) {
        let lot = try weighedIn(
            id: id, quantity: quantity, of: product, from: producer, members: [], origin: origin, title: .purchased,
            at: now)
        return (lot, [.received(quantity)])
    }

    private static func weighedIn(
        id: UUIDv7, quantity: Quantity, of product: Product, from producer: Producer?, members: [LotProducer.Member],
        origin: LotOrigin, title: LotTitle, at now: Instant,
    ) throws(LotRefusal) -> Lot {
        guard let producer else { throw .producerUnknown }
        guard quantity.amount > 0 else { throw .quantityNotPositive }
        guard quantity.unit == product.specification.soldBy else { throw .wrongUnit(quantity.unit) }
        try origin.check(unit: quantity.unit, today: Day(of: now))
        if !members.isEmpty {
            guard producer.kind == .cooperative else { throw .membersOfNoCooperative }
            let sum = members.reduce(0) { $0 + $1.amount }
            guard sum == quantity.amount, members.allSatisfy({ $0.amount > 0 }) else { throw .membersDoNotAddUp(sum) }
        }
        return Lot(
            id: id, productID: product.id, title: title,
            producer: LotProducer(id: producer.id, kind: producer.kind, token: producer.token, members: members),
            origin: origin, state: .received, stock: LotStock(received: quantity), inspectionID: nil,
            certificateID: nil)
    }
}

extension LotOrigin {
    fileprivate func check(unit: QuantityUnit, today: Day) throws(LotRefusal) {
        guard village.level == .village else { throw .notAVillage(village) }
        guard harvestedOn <= today else { throw .harvestedLater(harvestedOn) }
        guard today <= expiresOn else { throw .expired(expiresOn) }
        guard producerPrice.per.unit == unit else { throw .wrongMeasure(producerPrice) }
        guard producerPrice.fen >= 0 else { throw .priceNegative }
    }
}
