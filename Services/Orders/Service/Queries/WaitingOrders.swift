internal import Delivery
public import Eventing
internal import OrdersDomain
public import Postgres
public import Vocabulary

/// Orders that another service owes an answer for.
public struct WaitingOrders: Record {
    /// An order.
    public struct Entry: Record {
        /// Its id.
        public var orderID: UUIDv7
        /// Where it stands.
        public var state: String
        /// When it was placed.
        public var placedAt: Instant
        /// Which service owes the answer.
        public var waitsFor: String

        /// Passes the fields through.
        public init(_ fields: inout some FieldCoder, _ entry: Entry?) throws(EventFault) {
            orderID = try fields.field("order_id", entry?.orderID)
            state = try fields.field("state", entry?.state)
            placedAt = try fields.field("placed_at", entry?.placedAt)
            waitsFor = try fields.field("waits_for", entry?.waitsFor)
        }

        fileprivate init(_ orderID: UUIDv7, _ state: OrderState, _ placedAt: Instant) {
            self.orderID = orderID
            self.state = state.rawValue
            self.placedAt = placedAt
            waitsFor = state == .placed ? "catalogue" : "eligibility"
        }
    }

    /// The oldest 200.
    public var orders: [Entry]

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ list: WaitingOrders?) throws(EventFault) {
        orders = try fields.field("orders", list?.orders)
    }

    fileprivate init(_ orders: [Entry]) {
        self.orders = orders
    }
}

extension OrdersService {
    /// Orders whose answer is missing for over two minutes, the oldest first.
    /// - Parameter county: only those with goods of this county; nil for all.
    public func waitingOrders(
        from county: DivisionCode? = nil, in transaction: PostgresTransaction
    ) async throws -> WaitingOrders {
        let rows = try await transaction.query(
            """
            SELECT id, state, placed_at FROM sales_order
            WHERE state IN ('placed', 'reserved') AND answer_due_at IS NULL
                AND (\(county)::text IS NULL OR EXISTS (
                    SELECT FROM order_line JOIN product ON product.id = product
                    WHERE order_id = sales_order.id AND product.county = \(county)))
            ORDER BY id LIMIT 200
            """)
        return WaitingOrders(
            try rows.decode(UUIDv7.self, OrderState.self, Instant.self).map(WaitingOrders.Entry.init))
    }
}
