public import Eventing
public import Vocabulary

/// What every event of an offer slot says.
public struct OfferNotice: Record {
    /// The slot.
    public var offerID: UUIDv7
    /// The episode that it is part of.
    public var episodeID: UUIDv7
    /// What is on sale.
    public var listingID: UUIDv7
    /// The product listed.
    public var productID: UUIDv7
    /// What it costs in the window.
    public var price: Price
    /// How much of it is to be sold.
    public var allotment: Quantity
    /// The most that one buyer may take.
    public var perBuyer: Quantity?
    /// When its window begins.
    public var opensAt: Instant
    /// When its window ends.
    public var closesAt: Instant

    /// Makes a notice.
    public init(
        offerID: UUIDv7,
        episodeID: UUIDv7,
        listingID: UUIDv7,
        productID: UUIDv7,
        price: Price,
        allotment: Quantity,
        perBuyer: Quantity?,
        opensAt: Instant,
        closesAt: Instant
    ) {
        self.offerID = offerID
        self.episodeID = episodeID
        self.listingID = listingID
        self.productID = productID
        self.price = price
        self.allotment = allotment
        self.perBuyer = perBuyer
        self.opensAt = opensAt
        self.closesAt = closesAt
    }

    /// The fields, in the order in which they are written.
    public init(_ fields: inout some FieldCoder, _ notice: Self?) throws(EventFault) {
        offerID = try fields.field("offer_id", notice?.offerID)
        episodeID = try fields.field("episode_id", notice?.episodeID)
        listingID = try fields.field("listing_id", notice?.listingID)
        productID = try fields.field("product_id", notice?.productID)
        price = try fields.field("price", notice?.price)
        allotment = try fields.field("allotment", notice?.allotment)
        perBuyer = try fields.optional("per_buyer", notice?.perBuyer)
        opensAt = try fields.field("opens_at", notice?.opensAt)
        closesAt = try fields.field("closes_at", notice?.closesAt, like: .example() + .hours(1))
    }
}
