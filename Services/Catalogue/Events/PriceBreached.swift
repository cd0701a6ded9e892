public import Eventing
public import Vocabulary

/// Someone tried to sell below the floor.
public struct PriceBreached: Event {
    /// `price.breached`
    public static let type = EventType("catalogue", "price", "breached")

    /// The partner on whose platform it was is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .named(by: "partner", order: nil),
        .told("breach_id", "product_id", "listing_id", "offer_id", "partner", "attempted", "floor", "action", "at"))
    /// The entry in the log of breaches.
    public var breachID: UUIDv7
    /// What was to be sold.
    public var productID: UUIDv7
    /// By which listing.
    public var listingID: UUIDv7?
    /// In which offer.
    public var offerID: UUIDv7?
    /// On which partner's platform.
    public var partnerID: UUIDv7?
    /// The price that was tried.
    public var attempted: Price
    /// The floor at that time.
    public var floor: Price
    /// What was done about it.
    public var action: Action
    /// When.
    public var at: Instant

    /// What was done about a price below the floor.
    public enum Action: String, CodeFieldValue {
        /// It was not sold at that price.
        case refused
        /// A partner had been paid already, so its order was served.
        case acceptedImport = "accepted-import"
    }

    /// The entry in the log of breaches.
    public var subject: String { breachID.description }

    /// Makes the event of its fields.
    public init(
        breachID: UUIDv7, productID: UUIDv7, listingID: UUIDv7?, offerID: UUIDv7?, partnerID: UUIDv7?, attempted: Price,
        floor: Price, action: Action, at: Instant,
    ) {
        self.breachID = breachID
        self.productID = productID
        self.listingID = listingID
        self.offerID = offerID
        self.partnerID = partnerID
        self.attempted = attempted
        self.floor = floor
        self.action = action
        self.at = at
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        breachID = try fields.field("breach_id", event?.breachID)
        productID = try fields.field("product_id", event?.productID)
        listingID = try fields.optional("listing_id", event?.listingID)
        offerID = try fields.optional("offer_id", event?.offerID)
        partnerID = try fields.optional("partner", event?.partnerID)
        attempted = try fields.field("attempted", event?.attempted)
        floor = try fields.field("floor", event?.floor)
        action = try fields.field("action", event?.action)
        at = try fields.field("at", event?.at)
    }
}
