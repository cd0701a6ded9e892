public import Eventing
public import Vocabulary

/// Exposure was reserved for a listing of registered households' goods.
public struct TrafficGranted: Event {
    /// `traffic.granted`
    public static let type = EventType("livestream", "traffic", "granted")

    /// Every partner is told, but not by which evidence.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told("grant_id", "listing_id", "product_id", "county", "impressions", "from", "to"), .withheld("basis"))

    /// The grant.
    public var grantID: UUIDv7
    /// What is to be shown.
    public var listingID: UUIDv7
    /// The product listed.
    public var productID: UUIDv7
    /// The county that it comes from.
    public var county: DivisionCode
    /// How many times it is to be shown.
    public var impressions: Int64
    /// From when on.
    public var from: Instant
    /// Until when.
    public var to: Instant
    /// The evidence that a household which earned it is registered. Not in the partner edition.
    public var basis: UUIDv7

    /// The grant.
    public var subject: String { grantID.description }

    /// Makes the event.
    public init(
        grantID: UUIDv7,
        listingID: UUIDv7,
        productID: UUIDv7,
        county: DivisionCode,
        impressions: Int64,
        from: Instant,
        to: Instant,
        basis: UUIDv7
    ) {
        self.grantID = grantID
        self.listingID = listingID
        self.productID = productID
        self.county = county
        self.impressions = impressions
        self.from = from
        self.to = to
        self.basis = basis
    }

    /// The fields, in the order in which they are written.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        grantID = try fields.field("grant_id", event?.grantID)
        listingID = try fields.field("listing_id", event?.listingID)
        productID = try fields.field("product_id", event?.productID)
        county = try fields.field("county", event?.county)
        impressions = try fields.field("impressions", event?.impressions, like: 50_000)
        from = try fields.field("from", event?.from)
        to = try fields.field("to", event?.to, like: .example() + .hours(24))
        basis = try fields.field("basis", event?.basis)
    }
}
