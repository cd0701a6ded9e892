public import Eventing
public import Vocabulary

/// `order.confirmed`: it is paid; catalogue commits its stock, and logistics carries its consignments.
public struct OrderConfirmed: Event {
    /// `throughtrain.orders.order.confirmed.v1`.
    public static let type = EventType("orders", "order", "confirmed")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("order_id", "kind", "direction", "partner", "confirmed_at", "total_fen", "paid_fen"),
        .within("lines", .told("line", "product_id", "listing_id", "offer_id", "quantity", "price", "amount_fen")),
        .within("benefits", .told("allocation_id", "benefit"), .rekeyed("token", "evidence_id")),
        .within(
            "consignments", .told("consignment_id", "band", "ready_from", "deliver_by"),
            .withheld("origin", "priority"),
            .within("destination", .told("kind", "city"), .withheld("destination_id")),
            .within(
                "items",
                .told(
                    "allocation_id", "lot_id", "product_id", "goods_class", "quantity", "gross_g", "volume_ml", "pieces"
                ))))

    /// One product bought.
    public struct Line: Record {
        /// Its number.
        public var line: Int32
        /// The product.
        public var productID: UUIDv7
        /// The listing.
        public var listingID: UUIDv7?
        /// The offer slot of an episode.
        public var offerID: UUIDv7?
        /// How much.
        public var quantity: Quantity
        /// The price that counts.
        public var price: Price
        /// What it costs.
        public var amountFen: Fen

        /// Makes a line.
        public init(
            line: Int32, productID: UUIDv7, listingID: UUIDv7? = nil, offerID: UUIDv7? = nil, quantity: Quantity,
            price: Price, amountFen: Fen
        ) {
            self.line = line
            self.productID = productID
            self.listingID = listingID
            self.offerID = offerID
            self.quantity = quantity
            self.price = price
            self.amountFen = amountFen
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ line: Self?) throws(EventFault) {
            self.line = try fields.field("line", line?.line, like: 1)
            productID = try fields.field("product_id", line?.productID)
            listingID = try fields.optional("listing_id", line?.listingID)
            offerID = try fields.optional("offer_id", line?.offerID)
            quantity = try fields.field("quantity", line?.quantity)
            price = try fields.field("price", line?.price)
            amountFen = try fields.field("amount_fen", line?.amountFen)
        }
    }

    /// A household's standing in one part of the order.
    public struct Benefit: Record {
        /// The part.
        public var allocationID: UUIDv7
        /// The household. Re-keyed in the partner edition.
        public var token: Token
        /// Whether it is entitled to help.
        public var benefit: Bool
        /// The evidence.
        public var evidenceID: UUIDv7

        /// Makes a standing.
        public init(allocationID: UUIDv7, token: Token, benefit: Bool, evidenceID: UUIDv7) {
            self.allocationID = allocationID
            self.token = token
            self.benefit = benefit
            self.evidenceID = evidenceID
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ benefit: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", benefit?.allocationID)
            token = try fields.field("token", benefit?.token)
            self.benefit = try fields.field("benefit", benefit?.benefit)
            evidenceID = try fields.field("evidence_id", benefit?.evidenceID)
        }
    }

    /// The order's goods from one station, in one temperature band, to one destination.
    public struct Consignment: Record {
        /// One part of the order, as it is carried.
        public struct Item: Record {
            /// The part.
            public var allocationID: UUIDv7
            /// The lot.
            public var lotID: UUIDv7
            /// The product.
            public var productID: UUIDv7
            /// What it may be carried with, as a code.
            public var goodsClass: String
            /// How much.
            public var quantity: Quantity
            /// What it weighs with its packing, in grams.
            public var grossG: Int64
            /// The room that it takes, in millilitres.
            public var volumeMl: Int64
            /// How many things are handled.
            public var pieces: Int64

            /// Makes an item.
            public init(
                allocationID: UUIDv7, lotID: UUIDv7, productID: UUIDv7, goodsClass: String, quantity: Quantity,
                grossG: Int64, volumeMl: Int64, pieces: Int64
            ) {
                self.allocationID = allocationID
                self.lotID = lotID
                self.productID = productID
                self.goodsClass = goodsClass
                self.quantity = quantity
                self.grossG = grossG
                self.volumeMl = volumeMl
                self.pieces = pieces
            }

            /// Lists the fields.
            public init(_ fields: inout some FieldCoder, _ item: Self?) throws(EventFault) {
                allocationID = try fields.field("allocation_id", item?.allocationID)
                lotID = try fields.field("lot_id", item?.lotID)
                productID = try fields.field("product_id", item?.productID)
                goodsClass = try fields.field("goods_class", item?.goodsClass, like: "fruit")
                quantity = try fields.field("quantity", item?.quantity)
                grossG = try fields.field("gross_g", item?.grossG, like: 1350)
                volumeMl = try fields.field("volume_ml", item?.volumeMl, like: 2200)
                pieces = try fields.field("pieces", item?.pieces, like: 1)
            }
        }

        /// Its id.
        public var consignmentID: UUIDv7
        /// The station that it starts from.
        public var origin: UUIDv7
        /// Where it goes.
        public var destination: OrderPlaced.Destination
        /// The temperatures that it travels in; absent if any will do.
        public var band: Band?
        /// When it can be collected.
        public var readyFrom: Instant
        /// When it must have arrived.
        public var deliverBy: Instant
        /// What is carried first when not everything fits; higher is sooner.
        public var priority: Int32
        /// What is in it.
        public var items: [Item]

        /// Makes a consignment.
        public init(
            consignmentID: UUIDv7, origin: UUIDv7, destination: OrderPlaced.Destination, band: Band? = nil,
            readyFrom: Instant, deliverBy: Instant, priority: Int32, items: [Item]
        ) {
            self.consignmentID = consignmentID
            self.origin = origin
            self.destination = destination
            self.band = band
            self.readyFrom = readyFrom
            self.deliverBy = deliverBy
            self.priority = priority
            self.items = items
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ consignment: Self?) throws(EventFault) {
            consignmentID = try fields.field("consignment_id", consignment?.consignmentID)
            origin = try fields.field("origin", consignment?.origin)
            destination = try fields.field("destination", consignment?.destination)
            band = try fields.optional("band", consignment?.band)
            readyFrom = try fields.field("ready_from", consignment?.readyFrom)
            deliverBy = try fields.field("deliver_by", consignment?.deliverBy, like: .example() + .hours(72))
            priority = try fields.field("priority", consignment?.priority, like: 1)
            items = try fields.field("items", consignment?.items)
        }
    }

    /// The order.
    public var orderID: UUIDv7
    /// Which way of trading it follows.
    public var kind: OrderPlaced.Kind
    /// Which way its goods travel.
    public var direction: OrderPlaced.Direction
    /// The partner that took it.
    public var partner: UUIDv7?
    /// When.
    public var confirmedAt: Instant
    /// What all lines cost.
    public var totalFen: Fen
    /// What was paid.
    public var paidFen: Fen
    /// What is bought, at the prices that count.
    public var lines: [Line]
    /// The standing of each household of each part.
    public var benefits: [Benefit]
    /// What logistics is to carry; none where nothing is shipped.
    public var consignments: [Consignment]

    /// Makes the event.
    public init(
        orderID: UUIDv7, kind: OrderPlaced.Kind, direction: OrderPlaced.Direction, partner: UUIDv7? = nil,
        confirmedAt: Instant, totalFen: Fen, paidFen: Fen, lines: [Line], benefits: [Benefit],
        consignments: [Consignment]
    ) {
        self.orderID = orderID
        self.kind = kind
        self.direction = direction
        self.partner = partner
        self.confirmedAt = confirmedAt
        self.totalFen = totalFen
        self.paidFen = paidFen
        self.lines = lines
        self.benefits = benefits
        self.consignments = consignments
    }

    /// The order.
    public var subject: String { orderID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        kind = try fields.field("kind", event?.kind)
        direction = try fields.field("direction", event?.direction)
        partner = try fields.optional("partner", event?.partner)
        confirmedAt = try fields.field("confirmed_at", event?.confirmedAt)
        totalFen = try fields.field("total_fen", event?.totalFen)
        paidFen = try fields.field("paid_fen", event?.paidFen)
        lines = try fields.field("lines", event?.lines)
        benefits = try fields.field("benefits", event?.benefits)
        consignments = try fields.field("consignments", event?.consignments)
    }
}
