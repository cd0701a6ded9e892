public import Eventing
public import Vocabulary

/// An order gets nothing, since some of its lines could not be filled.
public struct StockRefused: Event {
    /// `stock.refused`
    public static let type = EventType("catalogue", "stock", "refused")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("order_id"), .within("lines", .told("line", "reason", "price", "available")))
    /// The order.
    public var orderID: UUIDv7
    /// The lines that could not be filled.
    public var lines: [Line]

    /// A line that could not be filled.
    public struct Line: Record {
        /// Its number.
        public var line: Int32
        /// Why.
        public var reason: Reason
        /// The price that counts, where that is why.
        public var price: Price?
        /// What there was for it, where that is why.
        public var available: Quantity?

        /// Makes it of its fields.
        public init(line: Int32, reason: Reason, price: Price?, available: Quantity?) {
            self.line = line
            self.reason = reason
            self.price = price
            self.available = available
        }

        /// The fields of `events.md`.
        public init(_ fields: inout some FieldCoder, _ record: Self?) throws(EventFault) {
            line = try fields.field("line", record?.line, like: 1)
            reason = try fields.field("reason", record?.reason)
            price = try fields.optional("price", record?.price)
            available = try fields.optional("available", record?.available)
        }
    }

    /// Why a line could not be filled.
    public enum Reason: String, CodeFieldValue {
        /// There is not enough of it.
        case short
        /// It costs more than the buyer was shown.
        case priceChanged = "price-changed"
        /// Its price is below the floor by now.
        case belowFloor = "below-floor"
        /// It was ordered outside the offer's window, or the offer has no stock any more.
        case offerClosed = "offer-closed"
        /// It was not on sale where and when it was ordered.
        case notListed = "not-listed"
        /// An option, or the quantity itself, is not one that it can be ordered in.
        case optionInvalid = "option-invalid"
        /// It cannot arrive fresh.
        case beyondReach = "beyond-reach"
    }

    /// The order.
    public var subject: String { orderID.description }

    /// Makes the event of its fields.
    public init(orderID: UUIDv7, lines: [Line]) {
        self.orderID = orderID
        self.lines = lines
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        lines = try fields.field("lines", event?.lines)
    }
}
