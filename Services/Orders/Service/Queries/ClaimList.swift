internal import Delivery
public import Eventing
internal import OrdersDomain
public import Postgres
public import Vocabulary

/// Claims, as people see them.
public struct ClaimList: Record {
    /// A claim.
    public struct Entry: Record {
        /// Its id.
        public var claimID: UUIDv7
        /// The order.
        public var orderID: UUIDv7
        /// What is wished.
        public var kind: String
        /// What is wrong.
        public var cause: String
        /// Who opened it.
        public var openedBy: String
        /// When.
        public var openedAt: Instant
        /// Where it stands.
        public var state: String
        /// Whether 72 hours went by without a decision.
        public var isEscalated: Bool
        /// How it was decided.
        public var outcome: String?
        /// What went back to the buyer, in fen.
        public var refundFen: Fen?

        /// Passes the fields through.
        public init(_ fields: inout some FieldCoder, _ entry: Entry?) throws(EventFault) {
            claimID = try fields.field("claim_id", entry?.claimID)
            orderID = try fields.field("order_id", entry?.orderID)
            kind = try fields.field("kind", entry?.kind)
            cause = try fields.field("cause", entry?.cause)
            openedBy = try fields.field("opened_by", entry?.openedBy)
            openedAt = try fields.field("opened_at", entry?.openedAt)
            state = try fields.field("state", entry?.state)
            isEscalated = try fields.field("escalated", entry?.isEscalated)
            outcome = try fields.optional("outcome", entry?.outcome)
            refundFen = try fields.optional("refund_fen", entry?.refundFen)
        }
    }

    /// The oldest ones that were asked for.
    public var claims: [Entry]

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ list: ClaimList?) throws(EventFault) {
        claims = try fields.field("claims", list?.claims)
    }

    init(_ claims: [Entry]) {
        self.claims = claims
    }
}

extension OrdersService {
    /// Claims, the oldest first: at most 200, the next ones behind the last one shown.
    /// - Parameters:
    ///   - isOpen: whether only those that wait for a decision are wanted.
    ///   - county: only those about orders with goods of this county; nil for all.
    ///   - last: the last claim that was shown before.
    public func claims(
        onlyOpen isOpen: Bool, of county: DivisionCode? = nil, after last: UUIDv7? = nil,
        in transaction: PostgresTransaction
    ) async throws -> ClaimList {
        let rows = try await transaction.query(
            """
            SELECT id, order_id, kind, cause, opened_by, opened_at, state,
                state = 'open' AND decide_by IS NULL, outcome, refund_fen
            FROM claim
            WHERE (state = 'open' OR NOT \(isOpen)) AND (\(last)::uuid IS NULL OR id > \(last))
                AND (\(county)::text IS NULL OR EXISTS (
                    SELECT FROM order_line JOIN product ON product.id = product
                    WHERE order_line.order_id = claim.order_id AND product.county = \(county)))
            ORDER BY id LIMIT 200
            """)
        return ClaimList(
            try rows.decode(
                UUIDv7.self, UUIDv7.self, String.self, String.self, String.self, Instant.self, String.self, Bool.self,
                String?.self, Fen?.self
            ).map(ClaimList.Entry.init))
    }
}

extension ClaimList.Entry {
    fileprivate init(
        _ claimID: UUIDv7, _ orderID: UUIDv7, _ kind: String, _ cause: String, _ openedBy: String, _ openedAt: Instant,
        _ state: String, _ isEscalated: Bool, _ outcome: String?, _ refundFen: Fen?
    ) {
        self.claimID = claimID
        self.orderID = orderID
        self.kind = kind
        self.cause = cause
        self.openedBy = openedBy
        self.openedAt = openedAt
        self.state = state
        self.isEscalated = isEscalated
        self.outcome = outcome
        self.refundFen = refundFen
    }
}
