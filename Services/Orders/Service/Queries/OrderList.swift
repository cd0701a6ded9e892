internal import Delivery
public import Eventing
public import OrdersDomain
public import Postgres
public import Runtime
public import Vocabulary

/// Orders, as people look them up.
public struct OrderList: Record {
    /// An order.
    public struct Entry: Record {
        /// Its id.
        public var orderID: UUIDv7
        /// `retail` or `import`.
        public var kind: String
        /// Where it stands.
        public var state: String
        /// When it was placed.
        public var placedAt: Instant
        /// The city that it goes to.
        public var city: DivisionCode
        /// What it costs, in fen; absent until it is priced.
        public var totalFen: Fen?

        /// Passes the fields through.
        public init(_ fields: inout some FieldCoder, _ entry: Entry?) throws(EventFault) {
            orderID = try fields.field("order_id", entry?.orderID)
            kind = try fields.field("kind", entry?.kind)
            state = try fields.field("state", entry?.state)
            placedAt = try fields.field("placed_at", entry?.placedAt)
            city = try fields.field("city", entry?.city)
            totalFen = try fields.optional("total_fen", entry?.totalFen)
        }

        fileprivate init(_ row: (UUIDv7, String, String, Instant, DivisionCode, Fen?)) {
            (orderID, kind, state, placedAt, city, totalFen) = row
        }
    }

    /// All of this page.
    public var orders: [Entry]

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ list: OrderList?) throws(EventFault) {
        orders = try fields.field("orders", list?.orders)
    }

    fileprivate init(_ orders: [Entry]) {
        self.orders = orders
    }
}

extension OrdersService {
    /// Orders, the newest first.
    /// - Parameters:
    ///   - state: only those that stand so; nil for all.
    ///   - county: only those with goods of this county; nil for all.
    public func orders(
        in state: OrderState?, from county: DivisionCode?, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> OrderList {
        let rows = try await transaction.query(
            """
            SELECT id, kind, state, placed_at, city, total_fen FROM sales_order
            WHERE (\(state?.rawValue)::text IS NULL OR state = \(state?.rawValue))
                AND (\(county)::text IS NULL OR EXISTS (
                    SELECT FROM order_line JOIN product ON product.id = product
                    WHERE order_id = sales_order.id AND product.county = \(county)))
                AND (\(page.last)::uuid IS NULL OR id < \(page.last))
            ORDER BY id DESC LIMIT \(page.limit)
            """
        ).decode(UUIDv7.self, String.self, String.self, Instant.self, DivisionCode.self, Fen?.self)
        return OrderList(rows.map(OrderList.Entry.init))
    }
}
