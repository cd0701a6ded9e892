internal import CatalogueDomain
internal import CatalogueEvents
internal import Vocabulary

extension StockReserved {
    /// What an order got.
    init(_ reservation: Reservation, _ lines: [ReservedLine]) {
        self.init(
            orderID: reservation.orderID, reservedAt: reservation.decidedAt, lines: lines.map(Line.init),
            totalFen: lines.reduce(0) { $0 + $1.amountFen })
    }
}

extension StockReserved.Line {
    fileprivate init(_ reserved: ReservedLine) {
        self.init(
            line: reserved.line, listingID: reserved.listingID, productID: reserved.product.id,
            offerID: reserved.offerID, price: reserved.price, productVersion: reserved.product.version,
            amountFen: reserved.amountFen, taxClass: reserved.product.specification.taxClass,
            allocations: reserved.allocations.map { StockReserved.Allocation($0, of: reserved.product) })
    }
}

extension StockReserved.Allocation {
    fileprivate init(_ allocated: AllocatedLot, of product: Product) {
        let lot = allocated.candidate.lot
        self.init(
            allocationID: allocated.allocationID, lotID: lot.id, county: lot.origin.village.county,
            village: lot.origin.village, producer: PublicProducer(lot.producer), token: lot.producer.token,
            members: lot.publicMembers, title: PublicTitle(lot.title), stationID: lot.origin.stationID,
            quantity: allocated.quantity, grossGrams: allocated.grossGrams,
            volumeMillilitres: allocated.volumeMillilitres, goodsClass: product.specification.goodsClass,
            band: product.specification.band, expiresOn: lot.origin.expiresOn,
            producerPrice: lot.origin.producerPrice, producerFen: allocated.producerFen,
            reason: StockReserved.Reason(
                rule: StockReserved.Reason.Rule(allocated.rule),
                isRegisteredAsKnown: allocated.candidate.known.isRegistered,
                householdVersion: allocated.candidate.known.householdVersion))
    }
}

extension StockReserved.Reason.Rule {
    fileprivate init(_ rule: AllocationRule) {
        self =
            switch rule {
            case .registeredFirst: .registeredFirst
            case .firstExpired: .firstExpired
            case .preorderQuota: .preorderQuota
            case .onlyLot: .onlyLot
            }
    }
}

extension StockRefused {
    /// Why an order got nothing.
    init(_ reservation: Reservation, _ refusals: [LineRefusal]) {
        self.init(
            orderID: reservation.orderID,
            lines: refusals.map {
                Line(line: $0.line, reason: Reason($0.reason), price: $0.price, available: $0.available)
            })
    }
}

extension StockRefused.Reason {
    fileprivate init(_ reason: LineRefusalReason) {
        self =
            switch reason {
            case .short: .short
            case .priceChanged: .priceChanged
            case .belowFloor: .belowFloor
            case .offerClosed: .offerClosed
            case .notListed: .notListed
            case .optionInvalid: .optionInvalid
            }
    }
}

extension StockCommitted {
    /// What was sold to an order.
    init(_ order: Reservation, _ goods: [AllocatedGoods], at now: Instant) {
        self.init(
            orderID: order.orderID, committedAt: now,
            allocations: goods.map { goods in
                Allocation(
                    allocationID: goods.allocationID, lotID: goods.lotID, offerID: goods.offerID,
                    quantity: Quantity(goods.amount, order.unit(of: goods)))
            })
    }
}

extension StockReleased {
    /// What came back from an order.
    init(_ order: Reservation, _ cause: ReleaseCause, _ released: [ReleasedGoods]) {
        self.init(
            orderID: order.orderID, cause: Cause(cause),
            allocations: released.map { released in
                let goods = released.goods
                return Allocation(
                    allocationID: goods.allocationID, lotID: goods.lotID, offerID: goods.offerID,
                    quantity: Quantity(goods.amount, order.unit(of: goods)), to: Destination(released.to))
            })
    }
}

extension StockReleased.Cause {
    fileprivate init(_ cause: ReleaseCause) {
        self =
            switch cause {
            case .orderCancelled: .orderCancelled
            case .withdrawn: .withdrawn
            case .refused: .refused
            case .leftBehind: .leftBehind
            }
    }
}

extension StockReleased.Destination {
    fileprivate init(_ destination: ReleaseDestination) {
        self =
            switch destination {
            case .available: .available
            case .setAside: .setAside
            case .lost: .lost
            }
    }
}

extension StockRevoked {
    /// What an order can no longer have of a lot.
    init(_ order: Reservation, of lot: UUIDv7, _ cause: RevocationCause, _ goods: [AllocatedGoods]) {
        self.init(
            orderID: order.orderID, lotID: lot, cause: Cause(cause),
            allocations: goods.map { goods in
                Allocation(
                    allocationID: goods.allocationID, offerID: goods.offerID,
                    quantity: Quantity(goods.amount, order.unit(of: goods)))
            })
    }
}

extension StockRevoked.Cause {
    fileprivate init(_ cause: RevocationCause) {
        self =
            switch cause {
            case .quarantine: .quarantine
            case .recall: .recall
            case .expiry: .expiry
            }
    }
}

extension Reservation {
    /// What goods of one of its own allocations are counted in.
    fileprivate func unit(of goods: AllocatedGoods) -> QuantityUnit {
        guard let allocation = allocations.first(where: { $0.id == goods.allocationID }) else {
            preconditionFailure("goods were moved for an order that has no such allocation")
        }
        return allocation.quantity.unit
    }
}
