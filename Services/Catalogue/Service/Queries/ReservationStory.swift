internal import CatalogueDomain
internal import Delivery
public import Eventing
public import Postgres
internal import Runtime
public import Vocabulary

/// What an order has a claim on, and how that came.
public struct ReservationStory: Record {
    /// Goods of one lot for one line.
    public struct Part: Record {
        /// The allocation.
        public var allocationID: UUIDv7
        /// The order's line.
        public var line: Int32
        /// The lot.
        public var lotID: UUIDv7
        /// The offer that they were bought in.
        public var offerID: UUIDv7?
        /// How much was allocated.
        public var quantity: Quantity
        /// `reserved`, `committed`, `shipped`, `released` or `ended`.
        public var stage: String
        /// How much the lot still keeps for the order, in its unit.
        public var open: Int64
        /// How much was taken out of it and is not accounted for yet.
        public var seized: Int64
        /// How much the buyer has.
        public var delivered: Int64
        /// Why it was revoked last.
        public var revocation: String?

        init(_ allocation: Allocation) {
            allocationID = allocation.id
            line = allocation.line
            lotID = allocation.lotID
            offerID = allocation.offerID
            quantity = allocation.quantity
            stage = allocation.stage.rawValue
            open = allocation.open
            seized = allocation.seized
            delivered = allocation.delivered
            revocation = allocation.revocation?.rawValue
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ part: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", part?.allocationID)
            line = try fields.field("line", part?.line)
            lotID = try fields.field("lot_id", part?.lotID)
            offerID = try fields.optional("offer_id", part?.offerID)
            quantity = try fields.field("quantity", part?.quantity)
            stage = try fields.field("stage", part?.stage)
            open = try fields.field("open", part?.open)
            seized = try fields.field("seized", part?.seized)
            delivered = try fields.field("delivered", part?.delivered)
            revocation = try fields.optional("revocation", part?.revocation)
        }
    }

    /// The order.
    public var orderID: UUIDv7
    /// `held`, `refused`, `committed`, `shipped`, `released` or `ended`.
    public var state: String
    /// When the order was served or refused.
    public var decidedAt: Instant
    /// Its goods.
    public var allocations: [Part]
    /// What was asked of it, the first first.
    public var history: [StockRecord]

    init(_ reservation: Reservation, history: [StockRecord]) {
        orderID = reservation.orderID
        state = reservation.state.rawValue
        decidedAt = reservation.decidedAt
        allocations = reservation.allocations.map(Part.init)
        self.history = history
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ story: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", story?.orderID)
        state = try fields.field("state", story?.state)
        decidedAt = try fields.field("decided_at", story?.decidedAt)
        allocations = try fields.field("allocations", story?.allocations)
        history = try fields.field("history", story?.history)
    }
}

extension CatalogueService {
    /// What one order has a claim on.
    public func reservation(of order: UUIDv7, in transaction: PostgresTransaction) async throws -> ReservationStory {
        guard let reservation = try await ReservationStore(transaction: transaction).look(at: [order])[order] else {
            throw Problem.notFound("a reservation of order \(order)")
        }
        return ReservationStory(
            reservation, history: try await StockHistory(transaction: transaction).records(of: order))
    }
}
