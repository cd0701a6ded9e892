public import Eventing
public import Vocabulary

/// An order has its goods.
public struct StockReserved: Event {
    /// `stock.reserved`
    public static let type = EventType("catalogue", "stock", "reserved")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("order_id", "reserved_at", "total_fen"),
        .within(
            "lines",
            .told(
                "line", "listing_id", "product_id", "offer_id", "price", "product_version", "amount_fen", "tax_class"),
            .within(
                "allocations",
                .told(
                    "allocation_id", "lot_id", "county", "title", "quantity", "gross_g", "volume_ml", "goods_class",
                    "band", "expires_on", "producer_price", "producer_fen"),
                .rekeyed("token"), .withheld("village", "station_id"),
                .within("producer", .rekeyed("id"), .told("kind")),
                .within("members", .rekeyed("token"), .told("quantity")),
                .within("reason", .told("rule", "registered_as_known"), .withheld("household_version")))))
    /// The order.
    public var orderID: UUIDv7
    /// When: the instant by which entitlement is judged.
    public var reservedAt: Instant
    /// Its lines, each filled whole.
    public var lines: [Line]
    /// What the buyer owes, in fen.
    public var totalFen: Fen

    /// The order.
    public var subject: String { orderID.description }

    /// Makes the event of its fields.
    public init(orderID: UUIDv7, reservedAt: Instant, lines: [Line], totalFen: Fen) {
        self.orderID = orderID
        self.reservedAt = reservedAt
        self.lines = lines
        self.totalFen = totalFen
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        reservedAt = try fields.field("reserved_at", event?.reservedAt)
        lines = try fields.field("lines", event?.lines)
        totalFen = try fields.field("total_fen", event?.totalFen)
    }
}

extension StockReserved {
    /// A line that is filled whole.
    public struct Line: Record {
        /// Its number.
        public var line: Int32
        /// The listing that it was bought by.
        public var listingID: UUIDv7
        /// What was bought.
        public var productID: UUIDv7
        /// The offer that it was bought in.
        public var offerID: UUIDv7?
        /// The price that counts.
        public var price: Price
        /// The version of the product that was sold.
        public var productVersion: Int32
        /// What the buyer owes for it, in fen.
        public var amountFen: Fen
        /// The class that its tax rate is found by.
        public var taxClass: String
        /// The goods that fill it.
        public var allocations: [Allocation]

        /// Makes it of its fields.
        public init(
            line: Int32, listingID: UUIDv7, productID: UUIDv7, offerID: UUIDv7?, price: Price, productVersion: Int32,
            amountFen: Fen, taxClass: String, allocations: [Allocation],
        ) {
            self.line = line
            self.listingID = listingID
            self.productID = productID
            self.offerID = offerID
            self.price = price
            self.productVersion = productVersion
            self.amountFen = amountFen
            self.taxClass = taxClass
            self.allocations = allocations
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ record: Self?) throws(EventFault) {
            line = try fields.field("line", record?.line, like: 1)
            listingID = try fields.field("listing_id", record?.listingID)
            productID = try fields.field("product_id", record?.productID)
            offerID = try fields.optional("offer_id", record?.offerID)
            price = try fields.field("price", record?.price)
            productVersion = try fields.field("product_version", record?.productVersion)
            amountFen = try fields.field("amount_fen", record?.amountFen)
            taxClass = try fields.field("tax_class", record?.taxClass, like: "own-produce")
            allocations = try fields.field("allocations", record?.allocations)
        }
    }

    /// Goods of one lot for a line, and why these.
    public struct Allocation: Record {
        /// The allocation.
        public var allocationID: UUIDv7
        /// The lot.
        public var lotID: UUIDv7
        /// The county that it comes from.
        public var county: DivisionCode
        /// The village that it comes from; not for partners.
        public var village: DivisionCode?
        /// Whose goods they are.
        public var producer: PublicProducer
        /// The household that is owed for them; absent for a purchased lot, which owes nobody.
        public var token: Token?
        /// The members of a cooperative that are owed for them, with their parts of the lot.
        public var members: [PublicMember]?
        /// Who owns them.
        public var title: PublicTitle
        /// The station that keeps them.
        public var stationID: UUIDv7
        /// How much.
        public var quantity: Quantity
        /// What it weighs with its packing, in grams.
        public var grossGrams: Int64
        /// The room it takes with its packing, in millilitres.
        public var volumeMillilitres: Int64
        /// The class of goods.
        public var goodsClass: String
        /// The temperatures that they bear.
        public var band: Band?
        /// The last day they may be sold.
        public var expiresOn: Day
        /// What was agreed with the producer.
        public var producerPrice: Price
        /// What is owed to the producer, in fen.
        public var producerFen: Fen
        /// Why these goods.
        public var reason: Reason

        /// Makes it of its fields.
        public init(
            allocationID: UUIDv7, lotID: UUIDv7, county: DivisionCode, village: DivisionCode?, producer: PublicProducer,
            token: Token?, members: [PublicMember]?, title: PublicTitle, stationID: UUIDv7, quantity: Quantity,
            grossGrams: Int64, volumeMillilitres: Int64, goodsClass: String, band: Band?, expiresOn: Day,
            producerPrice: Price, producerFen: Fen, reason: Reason,
        ) {
            self.allocationID = allocationID
            self.lotID = lotID
            self.county = county
            self.village = village
            self.producer = producer
            self.token = token
            self.members = members
            self.title = title
            self.stationID = stationID
            self.quantity = quantity
            self.grossGrams = grossGrams
            self.volumeMillilitres = volumeMillilitres
            self.goodsClass = goodsClass
            self.band = band
            self.expiresOn = expiresOn
            self.producerPrice = producerPrice
            self.producerFen = producerFen
            self.reason = reason
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ allocation: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", allocation?.allocationID)
            lotID = try fields.field("lot_id", allocation?.lotID)
            county = try fields.field("county", allocation?.county)
            village = try fields.optional("village", allocation?.village, like: DivisionCode("522728101203"))
            producer = try fields.field("producer", allocation?.producer)
            token = try fields.optional("token", allocation?.token)
            members = try fields.optional("members", allocation?.members)
            title = try fields.field("title", allocation?.title)
            stationID = try fields.field("station_id", allocation?.stationID)
            quantity = try fields.field("quantity", allocation?.quantity)
            grossGrams = try fields.field("gross_g", allocation?.grossGrams, like: 1350)
            volumeMillilitres = try fields.field("volume_ml", allocation?.volumeMillilitres, like: 2200)
            goodsClass = try fields.field("goods_class", allocation?.goodsClass, like: "fruit")
            band = try fields.optional("band", allocation?.band)
            expiresOn = try fields.field("expires_on", allocation?.expiresOn, like: .example() + 9)
            producerPrice = try fields.field("producer_price", allocation?.producerPrice, like: Price(400, .per500g))
            producerFen = try fields.field("producer_fen", allocation?.producerFen, like: 960)
            reason = try fields.field("reason", allocation?.reason)
        }
    }

    /// Why a lot was chosen.
    public struct Reason: Record {
        /// The rule that chose the lot.
        public var rule: Rule
        /// Whether its sale helps registered households, as far as was known.
        public var isRegisteredAsKnown: Bool
        /// The version of the household's events that this was read from.
        public var householdVersion: Int32?

        /// What chose a lot.
        public enum Rule: String, CodeFieldValue {
            /// Registered households' goods come first.
            case registeredFirst = "registered-first"
            /// It expires before the others.
            case firstExpired = "first-expired"
            /// It was grown for the buyers of its production order.
            case preorderQuota = "pre-order-quota"
            /// No other lot had anything left.
            case onlyLot = "only-lot"
        }

        /// Makes it of its fields.
        public init(rule: Rule, isRegisteredAsKnown: Bool, householdVersion: Int32?) {
            self.rule = rule
            self.isRegisteredAsKnown = isRegisteredAsKnown
            self.householdVersion = householdVersion
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ reason: Self?) throws(EventFault) {
            rule = try fields.field("rule", reason?.rule)
            isRegisteredAsKnown = try fields.field("registered_as_known", reason?.isRegisteredAsKnown)
            householdVersion = try fields.optional("household_version", reason?.householdVersion, like: 2)
        }
    }
}
