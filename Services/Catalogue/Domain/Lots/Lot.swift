public import Vocabulary

/// Who owns a lot until it is sold.
public enum LotTitle: String, Sendable, Hashable, CaseIterable {
    /// The producer, who is owed the agreed price of what is sold.
    case consigned
    /// The station, which paid the producer when it bought; its resale owes nobody.
    case purchased
}

/// What was settled when a lot was weighed in.
public struct LotOrigin: Sendable, Hashable {
    /// The station that weighed it in and keeps it.
    public let stationID: UUIDv7
    /// The village that it comes from.
    public let village: DivisionCode
    /// The day it was harvested or made.
    public let harvestedOn: Day
    /// The last day it may be sold.
    public let expiresOn: Day
    /// Its grade.
    public let grade: String
    /// What the producer is owed for it, or was paid; it never changes.
    public let producerPrice: Price
    /// The production order that it was grown for, whose buyers are served from it first.
    public let productionOrderID: UUIDv7?
    /// The lots that it was made of.
    public let parents: [UUIDv7]

    /// An origin as stated at the scale, or as stored.
    public init(
        stationID: UUIDv7, village: DivisionCode, harvestedOn: Day, expiresOn: Day, grade: String, producerPrice: Price,
        productionOrderID: UUIDv7? = nil, parents: [UUIDv7] = [],
    ) {
        self.stationID = stationID
        self.village = village
        self.harvestedOn = harvestedOn
        self.expiresOn = expiresOn
        self.grade = grade
        self.producerPrice = producerPrice
        self.productionOrderID = productionOrderID
        self.parents = parents
    }
}

/// Goods of one product, one producer and one harvest, weighed in together.
public struct Lot: Sendable, Equatable {
    /// Its id.
    public let id: UUIDv7
    /// What it is a lot of.
    public let productID: UUIDv7
    /// Who owns it.
    public let title: LotTitle
    /// Whose goods it is.
    public let producer: LotProducer
    /// What was settled when it was weighed in.
    public let origin: LotOrigin
    /// What may be done with it.
    public internal(set) var state: LotState
    /// Where its goods are.
    public internal(set) var stock: LotStock
    /// The inspection that it passed last.
    public internal(set) var inspectionID: UUIDv7?
    /// The certificate that it was listed with.
    public internal(set) var certificateID: UUIDv7?

    /// A lot as stored.
    public init(
        id: UUIDv7, productID: UUIDv7, title: LotTitle, producer: LotProducer, origin: LotOrigin, state: LotState,
        stock: LotStock, inspectionID: UUIDv7?, certificateID: UUIDv7?,
    ) {
        self.id = id
        self.productID = productID
        self.title = title
        self.producer = producer
        self.origin = origin
        self.state = state
        self.stock = stock
        self.inspectionID = inspectionID
        self.certificateID = certificateID
    }

    /// Whether its last day is over.
    public func isExpired(at instant: Instant) -> Bool {
        origin.expiresOn.isOver(at: instant)
    }

    /// Whether it was on sale before, so that sound goods need no new certificate.
    public var wasListed: Bool { certificateID != nil }
}

extension Day {
    /// Whether nothing of it is left.
    func isOver(at instant: Instant) -> Bool { end <= instant }
}
