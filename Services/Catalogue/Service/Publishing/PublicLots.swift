internal import CatalogueDomain
internal import CatalogueEvents
internal import Eventing
internal import Vocabulary

extension LotListed {
    /// A lot that was put on sale, and whom its sale helps as far as is known.
    init(_ lot: Lot, of product: Product, knowing known: KnownBenefit) throws(EventFault) {
        guard let inspectionID = lot.inspectionID, let certificateID = lot.certificateID else {
            throw .missing("certificate_id")
        }
        self.init(
            lotID: lot.id, productID: lot.productID, county: lot.origin.village.county, village: lot.origin.village,
            producer: PublicProducer(lot.producer), token: lot.producer.token, members: lot.publicMembers,
            isRegistered: known.isRegistered, householdVersion: known.householdVersion, title: PublicTitle(lot.title),
            stationID: lot.origin.stationID, quantity: Quantity(lot.stock[.available], lot.stock.unit),
            grade: lot.origin.grade, harvestedOn: lot.origin.harvestedOn, expiresOn: lot.origin.expiresOn,
            band: product.specification.band, inspectionID: inspectionID, certificateID: certificateID,
            productionOrderID: lot.origin.productionOrderID, parents: lot.origin.parents)
    }
}

extension LotQuarantined {
    /// Goods of a lot that were held back.
    init(_ lot: Lot, cause: QuarantineCause, causeID: UUIDv7, _ goods: QuarantinedGoods, at now: Instant) {
        self.init(
            lotID: lot.id, productID: lot.productID, cause: Cause(cause), causeID: causeID,
            quantity: Quantity(goods.total, lot.stock.unit),
            from: Parts(
                available: goods.available, setAside: goods.setAside, reserved: goods.reserved,
                committed: goods.committed),
            at: now)
    }
}

extension LotQuarantined.Cause {
    fileprivate init(_ cause: QuarantineCause) {
        self =
            switch cause {
            case .inspection: .inspection
            case .excursion: .excursion
            case .claim: .claim
            case .recall: .recall
            case .deadSensor: .deadSensor
            }
    }
}

extension LotClosed.Cause {
    /// Why nothing more is sold of a lot.
    init(_ closure: LotClosure) {
        self =
            switch closure {
            case .exhausted: .exhausted
            case .expired: .expired
            case .rejected: .rejected
            case .returnedToProducer: .returnedToProducer
            }
    }
}

extension LotRecalled {
    /// How many lots of a closure one event names.
    private static let partSize = 1000

    /// A lot that was called back; a large closure is told in parts.
    static func parts(
        of recall: UUIDv7, lot: UUIDv7, closure: [UUIDv7], reason: String, at now: Instant
    ) -> [LotRecalled] {
        guard closure.count > partSize else {
            return [
                LotRecalled(
                    recallID: recall, lotID: lot, closure: closure, reason: reason, at: now, part: nil, parts: nil)
            ]
        }
        let starts = Array(stride(from: 0, to: closure.count, by: partSize))
        return starts.enumerated().map { number, start in
            LotRecalled(
                recallID: recall, lotID: lot, closure: Array(closure[start...].prefix(partSize)), reason: reason,
                at: now, part: Int32(number + 1), parts: Int32(starts.count))
        }
    }
}

extension Lot {
    /// A cooperative's members, with their parts; absent where there are none.
    var publicMembers: [PublicMember]? {
        producer.members.isEmpty
            ? nil : producer.members.map { PublicMember(token: $0.token, quantity: Quantity($0.amount, stock.unit)) }
    }
}

extension PublicProducer {
    /// Whose goods a lot is.
    init(_ producer: LotProducer) {
        let kind: Kind =
            switch producer.kind {
            case .household: .household
            case .cooperative: .cooperative
            case .enterprise: .enterprise
            case .operator: .operator
            }
        self.init(id: producer.id, kind: kind)
    }
}

extension PublicTitle {
    /// Who owns a lot.
    init(_ title: LotTitle) {
        self =
            switch title {
            case .consigned: .consigned
            case .purchased: .purchased
            }
    }
}
