internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// How many orders stand where. Cheaper than a report, for who watches them move.
struct OrderCounts: Record {
    /// Orders in one state, and cancelled for one reason.
    struct Entry: Record {
        var state: String
        var cancellation: String?
        var orders: Int64

        init(_ state: String, _ cancellation: String?, _ orders: Int64) {
            self.state = state
            self.cancellation = cancellation
            self.orders = orders
        }

        init(_ fields: inout some FieldCoder, _ entry: Entry?) throws(EventFault) {
            state = try fields.field("state", entry?.state)
            cancellation = try fields.optional("cancellation", entry?.cancellation)
            orders = try fields.field("orders", entry?.orders)
        }
    }

    var counts: [Entry]

    init(_ counts: [Entry]) {
        self.counts = counts
    }

    init(_ fields: inout some FieldCoder, _ counts: OrderCounts?) throws(EventFault) {
        self.counts = try fields.field("counts", counts?.counts)
    }
}

extension OrdersService {
    /// How many orders stand where.
    func countOrders(in transaction: PostgresTransaction) async throws -> OrderCounts {
        let rows = try await transaction.query(
            "SELECT state, cancellation, count(*) FROM sales_order GROUP BY state, cancellation ORDER BY 1, 2")
        return OrderCounts(try rows.decode(String.self, String?.self, Int64.self).map(OrderCounts.Entry.init))
    }
}
