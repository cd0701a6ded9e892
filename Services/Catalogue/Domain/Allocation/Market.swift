internal import Vocabulary

/// A line that may be sold at a price, if there is enough of it.
struct Sale {
    let line: OrderDemand.Line
    let product: Product
    let price: Price
    let pool: StockPools.Key

    func rule(for candidate: LotOnSale, wasOnlyLot: Bool) -> AllocationRule {
        if case .productionOrder = pool { return .preorderQuota }
        if wasOnlyLot { return .onlyLot }
        return candidate.known.isRegistered ? .registeredFirst : .firstExpired
    }

    /// An import below the floor is served, since its buyer has paid, and logged.
    func breach(of order: OrderDemand, id: () -> UUIDv7, at now: Instant) -> PriceBreach? {
        guard order.kind == .partnerImport, product.floor.isBreached(by: price) else { return nil }
        return PriceBreach(
            id: id(), productID: product.id, listingID: line.listingID, offerID: line.offerID,
            orderID: order.orderID, partnerID: order.partnerID, attempted: price, floor: product.floor.price,
            action: .acceptedImport, at: now)
    }
}

/// What is on sale, where, when and at what price, apart from how much of it there is.
struct Market {
    private let products: [UUIDv7: Product]
    private let listings: [UUIDv7: Listing]
    private let slots: [UUIDv7: SlotStock]

    init(_ snapshot: StockSnapshot) {
        products = Dictionary(snapshot.products.map { ($0.id, $0) }) { first, _ in first }
        listings = Dictionary(snapshot.products.flatMap(\.listings).map { ($0.id, $0) }) { first, _ in first }
        slots = Dictionary(snapshot.slots.map { ($0.offerID, $0) }) { first, _ in first }
    }

    /// Judges a line: listed there and then, orderable so, its offer open when it was placed, its price as shown and
    /// not below the floor.
    func sale(of line: OrderDemand.Line, in order: OrderDemand) throws(LineRefusal) -> Sale {
        guard let product = products[line.productID], product.state == .published,
            product.listings.contains(where: { $0.id == line.listingID }), let listing = listings[line.listingID],
            listing.isOpen(at: order.placedAt), listing.sells(on: order.subPlatformID)
        else { throw LineRefusal(line: line.line, .notListed) }
        guard line.quantity.amount > 0, line.quantity.unit == product.specification.soldBy,
            product.specification.options.allow(line.choices)
        else { throw LineRefusal(line: line.line, .optionInvalid) }
        let (offered, pool) = try terms(of: line, placedAt: order.placedAt, listing: listing)
        let price = try agreedPrice(of: line, in: order, offered: offered, floor: product.floor)
        return Sale(line: line, product: product, price: price, pool: pool)
    }

    private func terms(
        of line: OrderDemand.Line, placedAt: Instant, listing: Listing,
    ) throws(LineRefusal) -> (price: Price, pool: StockPools.Key) {
        if let productionOrderID = line.productionOrderID {
            return (listing.price, .productionOrder(productionOrderID))
        }
        guard let offerID = line.offerID else { return (listing.price, .product(line.productID)) }
        guard let slot = slots[offerID], slot.terms.listingID == line.listingID, slot.serves(orderPlacedAt: placedAt)
        else { throw LineRefusal(line: line.line, .offerClosed) }
        return (slot.terms.price, .slot(offerID))
    }

    /// The price that counts: what is asked, if it is no more than the buyer was shown and not below the floor. An
    /// import keeps the price that was paid to the partner, whatever it is.
    private func agreedPrice(
        of line: OrderDemand.Line, in order: OrderDemand, offered: Price, floor: PriceFloor,
    ) throws(LineRefusal) -> Price {
        guard line.expectedPrice.per == offered.per else {
            throw LineRefusal(line: line.line, .priceChanged, price: offered)
        }
        if order.kind == .partnerImport { return line.expectedPrice }
        guard offered.fen <= line.expectedPrice.fen else {
            throw LineRefusal(line: line.line, .priceChanged, price: offered)
        }
        guard !floor.isBreached(by: offered) else {
            throw LineRefusal(line: line.line, .belowFloor, price: offered)
        }
        return offered
    }
}
