public import Eventing
internal import LivestreamDomain
public import Postgres
internal import Runtime
public import Vocabulary

/// An offer as viewers look at it.
public struct OfferDetail: Record {
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
    /// When it goes on sale.
    public var opensAt: Instant
    /// When it goes off sale.
    public var closesAt: Instant
    /// `asked`, `ready`, `open`, `sold-out`, `closed` or `refused`.
    public var state: String
    /// What may be bought now.
    public var availability: Availability
    /// How much of it no order holds or has got.
    public var left: Quantity
    /// How much orders hold that are not paid yet.
    public var held: Quantity
    /// How much paid orders have got.
    public var sold: Quantity
    /// How much of what is set aside comes from registered households, in thousandths.
    public var registeredPermille: Int32

    /// What may be bought of an offer.
    public enum Availability: String, CodeFieldValue {
        /// It is not open.
        case notOnSale = "not-on-sale"
        /// Some is left.
        case left
        /// All is held by orders that are not paid yet; some may come back.
        case allHeld = "all-held"
        /// All is sold.
        case soldOut = "sold-out"

        init(_ availability: OfferSlot.Availability) {
            switch availability {
            case .notOnSale: self = .notOnSale
            case .left: self = .left
            case .allHeld: self = .allHeld
            case .soldOut: self = .soldOut
            }
        }
    }

    init(_ slot: OfferSlot) {
        offerID = slot.id
        episodeID = slot.episodeID
        listingID = slot.listingID
        productID = slot.productID
        price = slot.price
        allotment = slot.allotment
        perBuyer = slot.perBuyer
        opensAt = slot.window.start
        closesAt = slot.window.end
        state = slot.state.rawValue
        availability = Availability(slot.availability)
        left = Quantity(slot.stock.left, slot.allotment.unit)
        held = Quantity(slot.stock.held, slot.allotment.unit)
        sold = Quantity(slot.stock.committed, slot.allotment.unit)
        registeredPermille = slot.registeredPermille
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        offerID = try fields.field("offer_id", detail?.offerID)
        episodeID = try fields.field("episode_id", detail?.episodeID)
        listingID = try fields.field("listing_id", detail?.listingID)
        productID = try fields.field("product_id", detail?.productID)
        price = try fields.field("price", detail?.price)
        allotment = try fields.field("allotment", detail?.allotment)
        perBuyer = try fields.optional("per_buyer", detail?.perBuyer)
        opensAt = try fields.field("opens_at", detail?.opensAt)
        closesAt = try fields.field("closes_at", detail?.closesAt)
        state = try fields.field("state", detail?.state)
        availability = try fields.field("availability", detail?.availability)
        left = try fields.field("left", detail?.left)
        held = try fields.field("held", detail?.held)
        sold = try fields.field("sold", detail?.sold)
        registeredPermille = try fields.field("registered_permille", detail?.registeredPermille)
    }
}

/// The offers of an episode.
public struct OfferList: Record {
    /// The offers, in the order in which they were proposed.
    public var offers: [OfferDetail]

    init(_ offers: [OfferDetail]) {
        self.offers = offers
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        offers = try fields.field("offers", list?.offers)
    }
}

extension LivestreamService {
    /// The offers of an episode, in the order in which they were proposed.
    public func offers(of episode: UUIDv7, in transaction: PostgresTransaction) async throws -> OfferList {
        let known = try await EpisodeStore(transaction: transaction).references(to: [episode])
        guard known[episode] != nil else { throw Problem.notFound("episode \(episode)") }
        let slots = try await OfferSlotStore(transaction: transaction).load(ofEpisodes: [episode], .none)
        return OfferList(slots.prefix(maximumListLength).map(OfferDetail.init))
    }
}
