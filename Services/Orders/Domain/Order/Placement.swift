public import Vocabulary

/// What was asked for when an order was placed. It never changes.
public struct Placement: Sendable, Equatable {
    /// Which of the five ways of trading it follows.
    public let kind: OrderKind
    /// Whether goods go from village to city, the other way, or nowhere.
    public let direction: OrderDirection
    /// Where the order was taken.
    public let channel: OrderChannel
    /// The sub-platform that it was placed in.
    public let subPlatform: UUIDv7?
    /// The partner platform that took the order, and its own number for it.
    public let partner: PartnerOrder?
    /// Who buys.
    public let buyer: Token
    /// The visit in which it was placed, for attribution to an episode.
    public let session: Token?
    /// The instant that prices and offer windows are judged by.
    public let placedAt: Instant
    /// Where the goods go.
    public let destination: Destination
    /// What is bought, by line number.
    public let lines: [OrderLine]

    /// Makes a placement, as asked for or as stored.
    public init(
        kind: OrderKind, direction: OrderDirection, channel: OrderChannel, subPlatform: UUIDv7? = nil,
        partner: PartnerOrder? = nil, buyer: Token, session: Token? = nil, placedAt: Instant,
        destination: Destination, lines: [OrderLine]
    ) {
        self.kind = kind
        self.direction = direction
        self.channel = channel
        self.subPlatform = subPlatform
        self.partner = partner
        self.buyer = buyer
        self.session = session
        self.placedAt = placedAt
        self.destination = destination
        self.lines = lines
    }
}

/// The five ways of trading.
public enum OrderKind: String, Sendable, CaseIterable {
    /// A buyer orders what is in stock and pays us.
    case retail
    /// A buyer pays ahead for a harvest to come.
    case preorder
    /// A station buys from a household and pays at once.
    case agency
    /// A training shop in a village orders industrial goods.
    case downlink
    /// An order taken and paid on a partner's platform.
    case `import`
}

/// Which way an order's goods travel.
public enum OrderDirection: String, Sendable, CaseIterable {
    /// From a village to a city.
    case up
    /// From a city to a village.
    case down
    /// Nowhere.
    case none
}

/// Where an order was taken.
public enum OrderChannel: String, Sendable, CaseIterable {
    /// In the shop.
    case shop
    /// In an episode of a livestreamed programme.
    case episode
    /// On a partner's platform.
    case partner
    /// At a station's counter.
    case station
}

/// A partner's own number for an order that it took.
public struct PartnerOrder: Sendable, Hashable {
    /// The partner.
    public let partner: UUIDv7
    /// The partner's number for the order; an import is known by both together.
    public let reference: String

    /// Makes a partner's number for an order.
    public init(partner: UUIDv7, reference: String) {
        self.partner = partner
        self.reference = reference
    }
}

/// Where an order's goods go.
public struct Destination: Sendable, Hashable {
    /// What kind of place it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A buyer's address, which only logistics knows.
        case address
        /// A station, where the buyer picks the goods up by code.
        case station
        /// A city depot.
        case depot
        /// Nowhere: nothing is shipped.
        case none
    }

    /// What kind of place it is.
    public let kind: Kind
    /// The address as logistics registered it, or the station.
    public let place: UUIDv7?
    /// The city, by its division code.
    public let city: DivisionCode

    /// Makes a destination.
    public init(kind: Kind, place: UUIDv7?, city: DivisionCode) {
        self.kind = kind
        self.place = place
        self.city = city
    }
}

/// One product of an order, as the buyer asked for it.
public struct OrderLine: Sendable, Hashable {
    /// Its number, from 1.
    public let number: Int32
    /// The listing that it was bought from.
    public let listing: UUIDv7
    /// The product.
    public let product: UUIDv7
    /// How much was ordered.
    public let quantity: Quantity
    /// The price that the buyer was shown; a higher one refuses the order.
    public let expectedPrice: Price
    /// The offer slot of an episode that it was bought through.
    public let offer: UUIDv7?
    /// What was chosen of the product's options.
    public let options: [String: String]
    /// Whether claims about it need a photograph within 48 hours and exclude a return.
    public let isPerishable: Bool

    /// Makes a line.
    public init(
        number: Int32, listing: UUIDv7, product: UUIDv7, quantity: Quantity, expectedPrice: Price,
        offer: UUIDv7? = nil, options: [String: String] = [:], isPerishable: Bool
    ) {
        self.number = number
        self.listing = listing
        self.product = product
        self.quantity = quantity
        self.expectedPrice = expectedPrice
        self.offer = offer
        self.options = options
        self.isPerishable = isPerishable
    }
}
