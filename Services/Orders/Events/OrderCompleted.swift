public import Eventing
public import Vocabulary

/// `order.completed`: all its goods have ended, some of them delivered.
public struct OrderCompleted: Event {
    /// `throughtrain.orders.order.completed.v1`.
    public static let type = EventType("orders", "order", "completed")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("order_id", "kind", "completed_at", "gross_fen", "refunded_fen", "to_registered_fen"),
        .within("lines", .told("line", "product_id", "delivered", "amount_fen")))

    /// What one line came to.
    public struct Line: Record {
        /// Its number.
        public var line: Int32
        /// The product.
        public var productID: UUIDv7
        /// How much the buyer accepted.
        public var delivered: Quantity
        /// What it cost in the end.
        public var amountFen: Fen

        /// Makes a line.
        public init(line: Int32, productID: UUIDv7, delivered: Quantity, amountFen: Fen) {
            self.line = line
            self.productID = productID
            self.delivered = delivered
            self.amountFen = amountFen
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ line: Self?) throws(EventFault) {
            self.line = try fields.field("line", line?.line, like: 1)
            productID = try fields.field("product_id", line?.productID)
            delivered = try fields.field("delivered", line?.delivered, like: .grams(1000))
            amountFen = try fields.field("amount_fen", line?.amountFen, like: 1000)
        }
    }

    /// The order.
    public var orderID: UUIDv7
    /// Which way of trading it followed.
    public var kind: OrderPlaced.Kind
    /// When.
    public var completedAt: Instant
    /// What was paid.
    public var grossFen: Fen
    /// What went back.
    public var refundedFen: Fen
    /// What is owed to registered households.
    public var toRegisteredFen: Fen
    /// What each line came to.
    public var lines: [Line]

    /// Makes the event.
    public init(
        orderID: UUIDv7, kind: OrderPlaced.Kind, completedAt: Instant, grossFen: Fen, refundedFen: Fen,
        toRegisteredFen: Fen, lines: [Line]
    ) {
        self.orderID = orderID
        self.kind = kind
        self.completedAt = completedAt
        self.grossFen = grossFen
        self.refundedFen = refundedFen
        self.toRegisteredFen = toRegisteredFen
        self.lines = lines
    }

    /// The order.
    public var subject: String { orderID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        kind = try fields.field("kind", event?.kind)
        completedAt = try fields.field("completed_at", event?.completedAt)
        grossFen = try fields.field("gross_fen", event?.grossFen)
        refundedFen = try fields.field("refunded_fen", event?.refundedFen, like: 200)
        toRegisteredFen = try fields.field("to_registered_fen", event?.toRegisteredFen, like: 800)
        lines = try fields.field("lines", event?.lines)
    }
}
