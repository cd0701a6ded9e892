public import Vocabulary

/// What a buyer, or a partner for its buyer, asks for.
public struct OrderRequest: Sendable, Equatable {
    /// One product asked for.
    public struct Line: Sendable, Equatable {
        /// Its number, from 1.
        public var number: Int32
        /// The listing.
        public var listing: UUIDv7
        /// How much.
        public var quantity: Quantity
        /// The price that the buyer was shown, or paid to the partner.
        public var expectedPrice: Price
        /// The offer slot of an episode.
        public var offer: UUIDv7?
        /// What is chosen of the product's options.
        public var options: [String: String]

        /// Makes a line.
        public init(
            number: Int32, listing: UUIDv7, quantity: Quantity, expectedPrice: Price, offer: UUIDv7? = nil,
            options: [String: String] = [:]
        ) {
            self.number = number
            self.listing = listing
            self.quantity = quantity
            self.expectedPrice = expectedPrice
            self.offer = offer
            self.options = options
        }
    }

    /// Which way the goods travel.
    public var direction: OrderDirection
    /// Where the order is taken.
    public var channel: OrderChannel
    /// The sub-platform that it is placed in.
    public var subPlatform: UUIDv7?
    /// Who buys.
    public var buyer: Token
    /// The buyer's visit.
    public var session: Token?
    /// Where the goods go.
    public var destination: Destination
    /// What is asked for.
    public var lines: [Line]

    /// Makes a request.
    public init(
        direction: OrderDirection = .up, channel: OrderChannel, subPlatform: UUIDv7? = nil, buyer: Token,
        session: Token? = nil, destination: Destination, lines: [Line]
    ) {
        self.direction = direction
        self.channel = channel
        self.subPlatform = subPlatform
        self.buyer = buyer
        self.session = session
        self.destination = destination
        self.lines = lines
    }
}

/// What orders knows of a listing, from catalogue's publications.
public struct Listing: Sendable, Hashable {
    /// The product.
    public let product: UUIDv7
    /// What it is sold by.
    public let unit: QuantityUnit
    /// Whether it spoils.
    public let isPerishable: Bool

    /// Makes a listing.
    public init(product: UUIDv7, unit: QuantityUnit, isPerishable: Bool) {
        self.product = product
        self.unit = unit
        self.isPerishable = isPerishable
    }
}

/// What must be known to accept an order: read in one go for all its lines.
public struct Market: Sendable, Equatable {
    /// The listings that catalogue has published, by id.
    public let listings: [UUIDv7: Listing]
    /// The stations and depots that logistics has opened.
    public let stations: Set<UUIDv7>

    /// Makes a market of what is known.
    public init(listings: [UUIDv7: Listing], stations: Set<UUIDv7>) {
        self.listings = listings
        self.stations = stations
    }
}
