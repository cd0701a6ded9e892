public import Eventing
public import Vocabulary

/// An episode brought in money of a settlement, or loses it again by a reversal.
public struct RevenueAttributed: Event {
    /// `revenue.attributed`
    public static let type = EventType("livestream", "revenue", "attributed")

    /// Every partner is told, but not of which order.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told(
            "attribution_id", "settlement_id", "episode_id", "programme_id", "offer_id", "product_id", "county",
            "amount_fen", "to_registered_fen", "rule"),
        .withheld("order_id"))

    /// The attribution.
    public var attributionID: UUIDv7
    /// The settlement that the money comes from.
    public var settlementID: UUIDv7
    /// The order settled. Not in the partner edition.
    public var orderID: UUIDv7
    /// The episode that gets the credit.
    public var episodeID: UUIDv7
    /// Its programme.
    public var programmeID: UUIDv7
    /// The slot that sold it, if one did.
    public var offerID: UUIDv7?
    /// What was sold.
    public var productID: UUIDv7
    /// The county that it comes from.
    public var county: DivisionCode
    /// What the buyer paid, in fen; negative for a reversal.
    public var amountFen: Fen
    /// What registered households are owed of it, in fen; negative for a reversal.
    public var toRegisteredFen: Fen
    /// By which rule the episode gets the credit.
    public var rule: Rule

    /// By which rule an episode gets the credit for a sale.
    public enum Rule: String, CodeFieldValue {
        /// One of its slots sold it.
        case slot
        /// It was the last that the buyer's session watched, within 24 hours.
        case lastEpisode = "last-episode-24h"
    }

    /// The attribution.
    public var subject: String { attributionID.description }

    /// Makes the event.
    public init(
        attributionID: UUIDv7,
        settlementID: UUIDv7,
        orderID: UUIDv7,
        episodeID: UUIDv7,
        programmeID: UUIDv7,
        offerID: UUIDv7?,
        productID: UUIDv7,
        county: DivisionCode,
        amountFen: Fen,
        toRegisteredFen: Fen,
        rule: Rule
    ) {
        self.attributionID = attributionID
        self.settlementID = settlementID
        self.orderID = orderID
        self.episodeID = episodeID
        self.programmeID = programmeID
        self.offerID = offerID
        self.productID = productID
        self.county = county
        self.amountFen = amountFen
        self.toRegisteredFen = toRegisteredFen
        self.rule = rule
    }

    /// The fields, in the order in which they are written.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        attributionID = try fields.field("attribution_id", event?.attributionID)
        settlementID = try fields.field("settlement_id", event?.settlementID)
        orderID = try fields.field("order_id", event?.orderID)
        episodeID = try fields.field("episode_id", event?.episodeID)
        programmeID = try fields.field("programme_id", event?.programmeID)
        offerID = try fields.optional("offer_id", event?.offerID)
        productID = try fields.field("product_id", event?.productID)
        county = try fields.field("county", event?.county)
        amountFen = try fields.field("amount_fen", event?.amountFen)
        toRegisteredFen = try fields.field("to_registered_fen", event?.toRegisteredFen, like: 960)
        rule = try fields.field("rule", event?.rule)
    }
}
