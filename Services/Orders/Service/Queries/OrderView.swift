internal import Delivery
public import Eventing
internal import OrdersDomain
internal import Postgres
internal import Runtime
public import Vocabulary

/// An order as people see it: where it stands, what it consists of, and how it came there.
public struct OrderView: Record {
    /// A line and what fills it.
    public struct Line: Record {
        /// Its number.
        public var line: Int32
        /// The product.
        public var productID: UUIDv7
        /// How much was asked for.
        public var quantity: Quantity
        /// What counts, once stock is reserved.
        public var price: Price?
        /// What it costs, once stock is reserved.
        public var amountFen: Fen?
        /// The parts that fill it.
        public var parts: [Part]

        /// Passes the fields through.
        public init(_ fields: inout some FieldCoder, _ line: Line?) throws(EventFault) {
            self.line = try fields.field("line", line?.line)
            productID = try fields.field("product_id", line?.productID)
            quantity = try fields.field("quantity", line?.quantity)
            price = try fields.optional("price", line?.price)
            amountFen = try fields.optional("amount_fen", line?.amountFen)
            parts = try fields.field("parts", line?.parts)
        }
    }

    /// A part of a line, of one lot, and what became of it.
    public struct Part: Record {
        /// The part.
        public var allocationID: UUIDv7
        /// The lot.
        public var lotID: UUIDv7
        /// The station that held it.
        public var stationID: UUIDv7
        /// What it is carried in; absent before the order is confirmed.
        public var consignmentID: UUIDv7?
        /// How much.
        public var quantity: Quantity
        /// How much was delivered, in its unit.
        public var delivered: Int64
        /// How much was given back, in its unit.
        public var givenBack: Int64

        /// Passes the fields through.
        public init(_ fields: inout some FieldCoder, _ part: Part?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", part?.allocationID)
            lotID = try fields.field("lot_id", part?.lotID)
            stationID = try fields.field("station_id", part?.stationID)
            consignmentID = try fields.optional("consignment_id", part?.consignmentID)
            quantity = try fields.field("quantity", part?.quantity)
            delivered = try fields.field("delivered", part?.delivered)
            givenBack = try fields.field("given_back", part?.givenBack)
        }
    }

    /// The order.
    public var orderID: UUIDv7
    /// Which way of trading it follows.
    public var kind: String
    /// Where it stands.
    public var state: String
    /// Why it was cancelled.
    public var cancellation: String?
    /// When it was placed.
    public var placedAt: Instant
    /// Until when it can be paid; absent unless it waits for that.
    public var payBy: Instant?
    /// What it costs, once stock is reserved.
    public var totalFen: Fen?
    /// What went back to the buyer.
    public var refundedFen: Fen
    /// What is owed of it to registered households.
    public var toRegisteredFen: Fen
    /// What it consists of.
    public var lines: [Line]
    /// What happened, in all services, as this one heard it.
    public var history: [OrderStep]
    /// What it waits for; nothing once it has come to its end.
    public var awaited: [AwaitedAnswer]

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ view: OrderView?) throws(EventFault) {
        orderID = try fields.field("order_id", view?.orderID)
        kind = try fields.field("kind", view?.kind)
        state = try fields.field("state", view?.state)
        cancellation = try fields.optional("cancellation", view?.cancellation)
        placedAt = try fields.field("placed_at", view?.placedAt)
        payBy = try fields.optional("pay_by", view?.payBy)
        totalFen = try fields.optional("total_fen", view?.totalFen)
        refundedFen = try fields.field("refunded_fen", view?.refundedFen)
        toRegisteredFen = try fields.field("to_registered_fen", view?.toRegisteredFen)
        lines = try fields.field("lines", view?.lines)
        history = try fields.field("history", view?.history)
        awaited = try fields.field("awaited", view?.awaited)
    }
}

extension OrderView {
    init(_ order: Order, history: [OrderStep], awaited: [AwaitedAnswer]) {
        orderID = order.id
        kind = order.placement.kind.rawValue
        state = order.state.rawValue
        cancellation = order.cancellation?.rawValue
        placedAt = order.placement.placedAt
        payBy = order.payBy
        totalFen = order.reservation?.total
        refundedFen = order.refunded
        toRegisteredFen = order.owedToRegistered
        lines = order.placement.lines.map { ordered in
            Line(
                ordered, order.reservation?.lines.first { $0.number == ordered.number }, in: order.consignments)
        }
        self.history = history
        self.awaited = awaited
    }
}

extension OrderView.Line {
    fileprivate init(_ ordered: OrderLine, _ reserved: ReservedLine?, in consignments: [Consignment]) {
        line = ordered.number
        productID = ordered.product
        quantity = ordered.quantity
        price = reserved?.price
        amountFen = reserved?.amount
        parts = (reserved?.allocations ?? []).map { allocation in
            OrderView.Part(allocation, in: consignments.first { $0.allocations.contains(allocation.id) }?.id)
        }
    }
}

extension OrderView.Part {
    fileprivate init(_ allocation: Allocation, in consignment: UUIDv7?) {
        allocationID = allocation.id
        lotID = allocation.lot
        stationID = allocation.station
        consignmentID = consignment
        quantity = allocation.quantity
        delivered = allocation.outcome.delivered
        givenBack = allocation.outcome.givenBack
    }
}
