internal import CatalogueDomain
public import CatalogueEvents
public import Eventing
public import Vocabulary

/// A lot as people look at it.
public struct LotDetail: Record {
    /// Where its goods are, in its unit.
    public struct Parts: Record {
        /// On sale to anyone.
        public var available: Int64
        /// Kept for offers.
        public var setAside: Int64
        /// Promised to orders.
        public var reserved: Int64
        /// Sold.
        public var committed: Int64
        /// Held back.
        public var quarantined: Int64
        /// Made into other lots.
        public var consumed: Int64
        /// Given back to the producer.
        public var returned: Int64
        /// Spoiled, expired, missing or refused.
        public var lost: Int64

        init(_ stock: LotStock) {
            available = stock[.available]
            setAside = stock[.setAside]
            reserved = stock[.reserved]
            committed = stock[.committed]
            quarantined = stock[.quarantined]
            consumed = stock[.consumed]
            returned = stock[.returned]
            lost = stock[.lost]
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ parts: Self?) throws(EventFault) {
            available = try fields.field("available", parts?.available)
            setAside = try fields.field("set_aside", parts?.setAside)
            reserved = try fields.field("reserved", parts?.reserved)
            committed = try fields.field("committed", parts?.committed)
            quarantined = try fields.field("quarantined", parts?.quarantined)
            consumed = try fields.field("consumed", parts?.consumed)
            returned = try fields.field("returned", parts?.returned)
            lost = try fields.field("lost", parts?.lost)
        }
    }

    /// Its id.
    public var lotID: UUIDv7
    /// What it is a lot of.
    public var productID: UUIDv7
    /// Whose goods it is.
    public var producer: PublicProducer
    /// Who owns it.
    public var title: PublicTitle
    /// The station that keeps it.
    public var stationID: UUIDv7
    /// The village that it comes from.
    public var village: DivisionCode
    /// Its grade.
    public var grade: String
    /// The day it was harvested or made.
    public var harvestedOn: Day
    /// The last day it may be sold.
    public var expiresOn: Day
    /// What the producer is owed for it.
    public var producerPrice: Price
    /// `received`, `passed`, `listed`, `quarantined`, `closed` or `recalled`.
    public var state: String
    /// What was received.
    public var quantity: Quantity
    /// Where it is now.
    public var parts: Parts
    /// The lots that it was made of.
    public var parents: [UUIDv7]

    init(_ lot: Lot) {
        lotID = lot.id
        productID = lot.productID
        producer = PublicProducer(lot.producer)
        title = PublicTitle(lot.title)
        stationID = lot.origin.stationID
        village = lot.origin.village
        grade = lot.origin.grade
        harvestedOn = lot.origin.harvestedOn
        expiresOn = lot.origin.expiresOn
        producerPrice = lot.origin.producerPrice
        state = lot.state.rawValue
        quantity = Quantity(lot.stock.received, lot.stock.unit)
        parts = Parts(lot.stock)
        parents = lot.origin.parents
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ lot: Self?) throws(EventFault) {
        lotID = try fields.field("lot_id", lot?.lotID)
        productID = try fields.field("product_id", lot?.productID)
        producer = try fields.field("producer", lot?.producer)
        title = try fields.field("title", lot?.title)
        stationID = try fields.field("station_id", lot?.stationID)
        village = try fields.field("village", lot?.village)
        grade = try fields.field("grade", lot?.grade)
        harvestedOn = try fields.field("harvested_on", lot?.harvestedOn)
        expiresOn = try fields.field("expires_on", lot?.expiresOn)
        producerPrice = try fields.field("producer_price", lot?.producerPrice)
        state = try fields.field("state", lot?.state)
        quantity = try fields.field("quantity", lot?.quantity)
        parts = try fields.field("parts", lot?.parts)
        parents = try fields.field("parents", lot?.parents)
    }
}
