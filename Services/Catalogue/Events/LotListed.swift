public import Eventing
public import Vocabulary

/// A lot is on sale: inspected, certified, at or above the floor.
public struct LotListed: Event {
    /// `lot.listed`
    public static let type = EventType("catalogue", "lot", "listed")

    /// Every partner is told, but neither from where below the county, nor which household by the token that the services know it by.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told(
            "lot_id", "product_id", "county", "registered", "title", "quantity", "grade", "harvested_on", "expires_on",
            "band", "inspection_id", "certificate_id", "production_order_id", "parents"),
        .rekeyed("token"),
        .withheld("village", "station_id", "household_version"),
        .within("producer", .rekeyed("id"), .told("kind")),
        .within("members", .rekeyed("token"), .told("quantity")))
    /// The lot.
    public var lotID: UUIDv7
    /// What it is a lot of.
    public var productID: UUIDv7
    /// The county that it comes from.
    public var county: DivisionCode
    /// The village that it comes from; not for partners.
    public var village: DivisionCode?
    /// Whose goods it is.
    public var producer: PublicProducer
    /// A household's token.
    public var token: Token?
    /// A cooperative's members, with their parts.
    public var members: [PublicMember]?
    /// Whether its sale helps registered households, as far as is known.
    public var isRegistered: Bool
    /// The version of the household's events that this was read from.
    public var householdVersion: Int32?
    /// Who owns it.
    public var title: PublicTitle
    /// The station that keeps it; not for partners.
    public var stationID: UUIDv7?
    /// How much of it is on sale.
    public var quantity: Quantity
    /// Its grade.
    public var grade: String
    /// The day it was harvested or made.
    public var harvestedOn: Day
    /// The last day it may be sold.
    public var expiresOn: Day
    /// The temperatures that it bears.
    public var band: Band?
    /// The inspection that it passed.
    public var inspectionID: UUIDv7
    /// The certificate that it was listed with.
    public var certificateID: UUIDv7
    /// The production order that it was grown for.
    public var productionOrderID: UUIDv7?
    /// The lots that it was made of.
    public var parents: [UUIDv7]

    /// The lot.
    public var subject: String { lotID.description }

    /// Makes the event of its fields.
    public init(
        lotID: UUIDv7, productID: UUIDv7, county: DivisionCode, village: DivisionCode?, producer: PublicProducer,
        token: Token?, members: [PublicMember]?, isRegistered: Bool, householdVersion: Int32?, title: PublicTitle,
        stationID: UUIDv7?, quantity: Quantity, grade: String, harvestedOn: Day, expiresOn: Day, band: Band?,
        inspectionID: UUIDv7, certificateID: UUIDv7, productionOrderID: UUIDv7?, parents: [UUIDv7],
    ) {
        self.lotID = lotID
        self.productID = productID
        self.county = county
        self.village = village
        self.producer = producer
        self.token = token
        self.members = members
        self.isRegistered = isRegistered
        self.householdVersion = householdVersion
        self.title = title
        self.stationID = stationID
        self.quantity = quantity
        self.grade = grade
        self.harvestedOn = harvestedOn
        self.expiresOn = expiresOn
        self.band = band
        self.inspectionID = inspectionID
        self.certificateID = certificateID
        self.productionOrderID = productionOrderID
        self.parents = parents
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        lotID = try fields.field("lot_id", event?.lotID)
        productID = try fields.field("product_id", event?.productID)
        county = try fields.field("county", event?.county)
        village = try fields.optional("village", event?.village, like: DivisionCode("522728101203"))
        producer = try fields.field("producer", event?.producer)
        token = try fields.optional("token", event?.token)
        members = try fields.optional("members", event?.members)
        isRegistered = try fields.field("registered", event?.isRegistered)
        householdVersion = try fields.optional("household_version", event?.householdVersion, like: 2)
        title = try fields.field("title", event?.title)
        stationID = try fields.optional("station_id", event?.stationID)
        quantity = try fields.field("quantity", event?.quantity)
        grade = try fields.field("grade", event?.grade, like: "first")
        harvestedOn = try fields.field("harvested_on", event?.harvestedOn, like: .example() - 1)
        expiresOn = try fields.field("expires_on", event?.expiresOn, like: .example() + 9)
        band = try fields.optional("band", event?.band)
        inspectionID = try fields.field("inspection_id", event?.inspectionID)
        certificateID = try fields.field("certificate_id", event?.certificateID)
        productionOrderID = try fields.optional("production_order_id", event?.productionOrderID)
        parents = try fields.field("parents", event?.parents)
    }
}
