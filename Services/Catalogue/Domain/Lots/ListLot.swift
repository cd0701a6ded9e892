public import Vocabulary

extension Lot {
    /// LIST: passed → listed, under a complete certificate, at a price not below the floor, before its last day is
    /// over.
    ///
    /// A price below the floor is refused and logged: the lot stays passed, and the breach is the only fact.
    /// - Parameters:
    ///   - certificate: the producer's certificate of this lot.
    ///   - product: what it is a lot of, with its floor and the prices that it is on sale at.
    ///   - terms: the commission and the tax that the floor has to cover beside the agreed producer price.
    ///   - breachID: the id that a breach would be logged under.
    ///   - now: when.
    public mutating func list(
        with certificate: Certificate, selling product: Product, under terms: PriceTerms, breachID: UUIDv7,
        at now: Instant,
    ) throws(LotRefusal) -> [LotFact] {
        try admit(.list)
        guard certificate.missing.isEmpty else { throw .certificateIncomplete(certificate.missing) }
        guard isCertified(by: certificate), let inspectionID else { throw .certificateOfAnotherLot }
        guard !isExpired(at: now) else { throw .expired(origin.expiresOn) }
        guard product.state == .published, let price = product.lowestPrice(at: now) else { throw .productNotOnSale }
        if product.floor.isBreached(by: price) {
            let breach = PriceBreach(
                id: breachID, productID: productID, attempted: price, floor: product.floor.price, action: .refused,
                at: now)
            return [.priceBreached(breach)]
        }
        guard terms.isCovered(by: product.floor.price, producerPrice: origin.producerPrice) else {
            throw .floorBelowCost(floor: product.floor.price)
        }
        state = .listed
        certificateID = certificate.id
        return [.listed(inspectionID: inspectionID, certificateID: certificate.id)]
    }

    private func isCertified(by certificate: Certificate) -> Bool {
        certificate.lotID == id && certificate.producerID == producer.id && certificate.place == origin.village
            && certificate.weight == Quantity(stock.received, stock.unit)
    }
}
