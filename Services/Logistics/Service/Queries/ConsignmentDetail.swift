internal import Delivery
public import Eventing
internal import LogisticsDomain
public import Postgres
internal import Runtime
public import Vocabulary

/// A consignment with its goods and all that happened to it.
public struct ConsignmentDetail: Record {
    /// The goods of one part of the order, and what has become of them, in the unit ordered.
    public struct Item: Record {
        /// The part of the order.
        public var allocationID: UUIDv7
        /// The lot that they come from.
        public var lotID: UUIDv7
        /// The product.
        public var productID: UUIDv7
        /// How much was ordered.
        public var ordered: Quantity
        /// How much was called off before collection.
        public var withdrawn: Int64
        /// How much was collected; absent before.
        public var collected: Int64?
        /// How much was not there when a hub counted.
        public var missing: Int64
        /// How much was condemned.
        public var condemned: Int64
        /// How much the buyer took.
        public var delivered: Int64
        /// How much the buyer refused.
        public var refused: Int64

        init(_ item: ConsignmentItem) {
            allocationID = item.allocationID
            lotID = item.lotID
            productID = item.productID
            ordered = item.ordered
            withdrawn = item.withdrawn
            collected = item.collected
            missing = item.missing
            condemned = item.condemned
            delivered = item.delivered
            refused = item.refused
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ item: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", item?.allocationID)
            lotID = try fields.field("lot_id", item?.lotID)
            productID = try fields.field("product_id", item?.productID)
            ordered = try fields.field("ordered", item?.ordered)
            withdrawn = try fields.field("withdrawn", item?.withdrawn)
            collected = try fields.optional("collected", item?.collected)
            missing = try fields.field("missing", item?.missing)
            condemned = try fields.field("condemned", item?.condemned)
            delivered = try fields.field("delivered", item?.delivered)
            refused = try fields.field("refused", item?.refused)
        }
    }

    /// What lists show of it.
    public var summary: ConsignmentSummary
    /// Its goods.
    public var items: [Item]
    /// What happened to it, the earliest first.
    public var history: [HistoryLine]

    init(_ consignment: Consignment, history: [HistoryLine]) {
        summary = ConsignmentSummary(consignment)
        items = consignment.items.map(Item.init)
        self.history = history
    }

    /// Lists the fields: its goods and history, beside what lists show of it.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        summary = try ConsignmentSummary(&fields, detail?.summary)
        items = try fields.field("items", detail?.items)
        history = try fields.field("history", detail?.history)
    }
}

extension LogisticsService {
    /// How a consignment stands, and how it came there.
    public func consignment(_ id: UUIDv7, in transaction: PostgresTransaction) async throws -> ConsignmentDetail {
        guard let consignment = try await ConsignmentStore(transaction: transaction).load([id]).first else {
            throw Problem.notFound("consignment \(id)")
        }
        return ConsignmentDetail(
            consignment, history: try await HistoryStore(transaction: transaction).lines(of: id))
    }
}
