public import Vocabulary

/// What kind of order it is.
public enum OrderKind: String, Sendable, Hashable, CaseIterable {
    /// Bought by a consumer.
    case retail
    /// Paid before the harvest.
    case preorder
    /// A station buys of a producer.
    case agency
    /// A training shop stocks up.
    case downlink
    /// Taken, and paid, on a partner's platform.
    case partnerImport = "import"

    /// Whether placing it asks for stock. A pre-order is served when its harvest comes in, and an agency purchase
    /// brings goods.
    public var asksForStockWhenPlaced: Bool {
        switch self {
        case .retail, .downlink, .partnerImport: true
        case .preorder, .agency: false
        }
    }
}

/// What an order asks for.
public struct OrderDemand: Sendable, Equatable {
    /// One line of it.
    public struct Line: Sendable, Equatable {
        /// Its number.
        public let line: Int32
        /// The listing that the buyer saw.
        public let listingID: UUIDv7
        /// What is bought.
        public let productID: UUIDv7
        /// How much.
        public let quantity: Quantity
        /// The price that the buyer saw, or paid to a partner.
        public let expectedPrice: Price
        /// The offer of an episode, whose stock and price count then.
        public let offerID: UUIDv7?
        /// For a pre-order, the production order whose lots fill it.
        public let productionOrderID: UUIDv7?
        /// What the buyer chose.
        public let choices: [OptionChoice]

        /// Makes a line.
        public init(
            line: Int32, listingID: UUIDv7, productID: UUIDv7, quantity: Quantity, expectedPrice: Price,
            offerID: UUIDv7? = nil, productionOrderID: UUIDv7? = nil, choices: [OptionChoice] = [],
        ) {
            self.line = line
            self.listingID = listingID
            self.productID = productID
            self.quantity = quantity
            self.expectedPrice = expectedPrice
            self.offerID = offerID
            self.productionOrderID = productionOrderID
            self.choices = choices
        }
    }

    /// The order.
    public let orderID: UUIDv7
    /// What kind it is.
    public let kind: OrderKind
    /// The sub-platform that it came by.
    public let subPlatformID: UUIDv7?
    /// The partner that imported it.
    public let partnerID: UUIDv7?
    /// When it was placed.
    public let placedAt: Instant
    /// What it asks for.
    public let lines: [Line]

    /// Makes a demand.
    public init(
        orderID: UUIDv7, kind: OrderKind, subPlatformID: UUIDv7? = nil, partnerID: UUIDv7? = nil, placedAt: Instant,
        lines: [Line],
    ) {
        self.orderID = orderID
        self.kind = kind
        self.subPlatformID = subPlatformID
        self.partnerID = partnerID
        self.placedAt = placedAt
        self.lines = lines
    }
}
