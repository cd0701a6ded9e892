public import Eventing
public import Vocabulary

/// `order.placed`: a buyer, or a partner for its buyer, asks for goods.
public struct OrderPlaced: Event {
    /// `throughtrain.orders.order.placed.v1`.
    public static let type = EventType("orders", "order", "placed")

    /// The partner that sent it is told of it, which it names by its own reference.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .named(by: "partner", order: "order_id"),
        .told(
            "order_id", "kind", "direction", "channel", "sub_platform", "partner", "partner_order_ref", "placed_at",
            "paid"),
        .rekeyed("buyer"), .withheld("session"),
        .within("destination", .told("kind", "city"), .withheld("destination_id")),
        .within(
            "lines", .told("line", "listing_id", "product_id", "quantity", "expected_price", "offer_id"),
            .within("options", .told("key", "value"))))

    /// The five ways of trading.
    public enum Kind: String, CodeFieldValue {
        /// What is in stock, paid to us.
        case retail
        /// A harvest to come, paid ahead.
        case preorder
        /// What a station buys from a household, paid at once.
        case agency
        /// What a training shop orders.
        case downlink
        /// What was ordered and paid on a partner's platform.
        case `import`
    }

    /// Which way goods travel.
    public enum Direction: String, CodeFieldValue {
        /// From a village to a city.
        case up
        /// From a city to a village.
        case down
        /// Nowhere.
        case none
    }

    /// Where an order is taken.
    public enum Channel: String, CodeFieldValue {
        /// In the shop.
        case shop
        /// In an episode of a livestreamed programme.
        case episode
        /// On a partner's platform.
        case partner
        /// At a station's counter.
        case station
    }

    /// Where goods go. A full address is known to logistics alone.
    public struct Destination: Record {
        /// What kind of place goods go to.
        public enum Kind: String, CodeFieldValue {
            /// A buyer's address.
            case address
            /// A station, where the buyer picks them up.
            case station
            /// A city depot.
            case depot
            /// Nowhere.
            case none
        }

        /// What kind of place it is.
        public var kind: Kind
        /// The address as logistics registered it, or the station.
        public var destinationID: UUIDv7?
        /// The city.
        public var city: DivisionCode

        /// Makes a destination.
        public init(kind: Kind, destinationID: UUIDv7? = nil, city: DivisionCode) {
            self.kind = kind
            self.destinationID = destinationID
            self.city = city
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ destination: Self?) throws(EventFault) {
            kind = try fields.field("kind", destination?.kind)
            destinationID = try fields.optional("destination_id", destination?.destinationID)
            city = try fields.field("city", destination?.city, like: DivisionCode("310115"))
        }
    }

    /// One product asked for.
    public struct Line: Record {
        /// A choice that a product leaves to the buyer.
        public struct Option: Record {
            /// What is chosen.
            public var key: String
            /// The choice.
            public var value: String

            /// Makes a choice.
            public init(key: String, value: String) {
                self.key = key
                self.value = value
            }

            /// Lists the fields.
            public init(_ fields: inout some FieldCoder, _ option: Self?) throws(EventFault) {
                key = try fields.field("key", option?.key, like: "ribbon")
                value = try fields.field("value", option?.value, like: "red")
            }
        }

        /// Its number, from 1.
        public var line: Int32
        /// The listing.
        public var listingID: UUIDv7
        /// The product.
        public var productID: UUIDv7
        /// How much.
        public var quantity: Quantity
        /// What the buyer was shown, or paid to the partner.
        public var expectedPrice: Price
        /// The offer slot of an episode.
        public var offerID: UUIDv7?
        /// What is chosen of the product's options.
        public var options: [Option]?

        /// Makes a line.
        public init(
            line: Int32, listingID: UUIDv7, productID: UUIDv7, quantity: Quantity, expectedPrice: Price,
            offerID: UUIDv7? = nil, options: [Option]? = nil
        ) {
            self.line = line
            self.listingID = listingID
            self.productID = productID
            self.quantity = quantity
            self.expectedPrice = expectedPrice
            self.offerID = offerID
            self.options = options
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ line: Self?) throws(EventFault) {
            self.line = try fields.field("line", line?.line, like: 1)
            listingID = try fields.field("listing_id", line?.listingID)
            productID = try fields.field("product_id", line?.productID)
            quantity = try fields.field("quantity", line?.quantity)
            expectedPrice = try fields.field("expected_price", line?.expectedPrice)
            offerID = try fields.optional("offer_id", line?.offerID)
            options = try fields.optional("options", line?.options)
        }
    }

    /// The order.
    public var orderID: UUIDv7
    /// Which of the five ways of trading it follows.
    public var kind: Kind
    /// Which way its goods travel.
    public var direction: Direction
    /// Where it was taken.
    public var channel: Channel
    /// The sub-platform that it was placed in.
    public var subPlatform: UUIDv7?
    /// The partner that took it.
    public var partner: UUIDv7?
    /// The partner's own number for it.
    public var partnerOrderRef: String?
    /// Who buys. Re-keyed in the partner edition.
    public var buyer: Token
    /// The buyer's visit, for attribution. Not in the partner edition.
    public var session: Token?
    /// When: what prices and offer windows are judged by.
    public var placedAt: Instant
    /// Where the goods go.
    public var destination: Destination
    /// Whether the buyer has paid, which is so for an import.
    public var paid: Bool
    /// What is asked for.
    public var lines: [Line]

    /// Makes the event.
    public init(
        orderID: UUIDv7, kind: Kind, direction: Direction, channel: Channel, subPlatform: UUIDv7? = nil,
        partner: UUIDv7? = nil, partnerOrderRef: String? = nil, buyer: Token, session: Token? = nil, placedAt: Instant,
        destination: Destination, paid: Bool, lines: [Line]
    ) {
        self.orderID = orderID
        self.kind = kind
        self.direction = direction
        self.channel = channel
        self.subPlatform = subPlatform
        self.partner = partner
        self.partnerOrderRef = partnerOrderRef
        self.buyer = buyer
        self.session = session
        self.placedAt = placedAt
        self.destination = destination
        self.paid = paid
        self.lines = lines
    }

    /// The order.
    public var subject: String { orderID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        kind = try fields.field("kind", event?.kind)
        direction = try fields.field("direction", event?.direction)
        channel = try fields.field("channel", event?.channel)
        subPlatform = try fields.optional("sub_platform", event?.subPlatform)
        partner = try fields.optional("partner", event?.partner)
        partnerOrderRef = try fields.optional("partner_order_ref", event?.partnerOrderRef, like: "2019-0707-1")
        buyer = try fields.field("buyer", event?.buyer)
        session = try fields.optional("session", event?.session)
        placedAt = try fields.field("placed_at", event?.placedAt)
        destination = try fields.field("destination", event?.destination)
        paid = try fields.field("paid", event?.paid)
        lines = try fields.field("lines", event?.lines)
    }
}
