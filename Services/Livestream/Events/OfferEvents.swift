public import Eventing
public import Vocabulary

/// An offer slot was proposed: catalogue is asked to set its allotment aside.
public struct OfferScheduled: Event {
    /// `offer.scheduled`
    public static let type = EventType("livestream", "offer", "scheduled")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told(
            "offer_id", "episode_id", "listing_id", "product_id", "price", "allotment", "per_buyer", "opens_at",
            "closes_at"))
    /// The slot.
    public var offer: OfferNotice

    /// The slot.
    public var subject: String { offer.offerID.description }

    /// Makes the event.
    public init(_ offer: OfferNotice) {
        self.offer = offer
    }

    /// The slot's fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        offer = try OfferNotice(&fields, event?.offer)
    }
}

/// An offer slot went on sale.
public struct OfferOpened: Event {
    /// `offer.opened`
    public static let type = EventType("livestream", "offer", "opened")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told(
            "offer_id", "episode_id", "listing_id", "product_id", "price", "allotment", "per_buyer", "opens_at",
            "closes_at", "at"))
    /// The slot.
    public var offer: OfferNotice
    /// When this happened.
    public var at: Instant

    /// The slot.
    public var subject: String { offer.offerID.description }

    /// Makes the event.
    public init(_ offer: OfferNotice, at: Instant) {
        self.offer = offer
        self.at = at
    }

    /// The slot's fields, then the event's own.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        offer = try OfferNotice(&fields, event?.offer)
        at = try fields.field("at", event?.at)
    }
}

/// All of an offer slot's stock is committed.
public struct OfferSoldOut: Event {
    /// `offer.sold-out`
    public static let type = EventType("livestream", "offer", "sold-out")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told(
            "offer_id", "episode_id", "listing_id", "product_id", "price", "allotment", "per_buyer", "opens_at",
            "closes_at", "at"))
    /// The slot.
    public var offer: OfferNotice
    /// When this happened.
    public var at: Instant

    /// The slot.
    public var subject: String { offer.offerID.description }

    /// Makes the event.
    public init(_ offer: OfferNotice, at: Instant) {
        self.offer = offer
        self.at = at
    }

    /// The slot's fields, then the event's own.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        offer = try OfferNotice(&fields, event?.offer)
        at = try fields.field("at", event?.at)
    }
}

/// An offer slot went off sale. Catalogue returns what is neither reserved nor committed.
public struct OfferClosed: Event {
    /// `offer.closed`
    public static let type = EventType("livestream", "offer", "closed")

    /// Every partner is told.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .everyone,
        .told(
            "offer_id", "episode_id", "listing_id", "product_id", "price", "allotment", "per_buyer", "opens_at",
            "closes_at", "at", "sold", "left", "cause"))
    /// The slot.
    public var offer: OfferNotice
    /// When this happened.
    public var at: Instant
    /// What paid orders have got of it.
    public var sold: Quantity
    /// What no order holds or has got of it.
    public var left: Quantity
    /// Why it ended.
    public var cause: Cause

    /// Why a slot ended.
    public enum Cause: String, CodeFieldValue {
        /// Its window ended.
        case window
        /// Its episode ended.
        case episodeEnded = "episode-ended"
        /// It had sold out.
        case soldOut = "sold-out"
        /// Nothing of its stock was left sound.
        case quarantine
        /// It was taken off sale, or its episode was cancelled.
        case cancelled
    }

    /// The slot.
    public var subject: String { offer.offerID.description }

    /// Makes the event.
    public init(_ offer: OfferNotice, at: Instant, sold: Quantity, left: Quantity, cause: Cause) {
        self.offer = offer
        self.at = at
        self.sold = sold
        self.left = left
        self.cause = cause
    }

    /// The slot's fields, then the event's own.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        offer = try OfferNotice(&fields, event?.offer)
        at = try fields.field("at", event?.at)
        sold = try fields.field("sold", event?.sold)
        left = try fields.field("left", event?.left)
        cause = try fields.field("cause", event?.cause)
    }
}
