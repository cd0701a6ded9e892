internal import Delivery
public import Eventing
internal import OrdersDomain
public import Postgres
public import Vocabulary

/// Payouts, as people see them.
public struct PayoutList: Record {
    /// A payout.
    public struct Entry: Record {
        /// Its id.
        public var payoutID: UUIDv7
        /// The batch that it was prepared in.
        public var batchID: UUIDv7
        /// What kind of payee.
        public var payee: String
        /// Which of them.
        public var holder: String
        /// How much, in fen.
        public var amountFen: Fen
        /// Where it stands.
        public var state: String
        /// How often it was sent.
        public var attempts: Int32

        /// Passes the fields through.
        public init(_ fields: inout some FieldCoder, _ entry: Entry?) throws(EventFault) {
            payoutID = try fields.field("payout_id", entry?.payoutID)
            batchID = try fields.field("batch_id", entry?.batchID)
            payee = try fields.field("payee", entry?.payee)
            holder = try fields.field("holder", entry?.holder)
            amountFen = try fields.field("amount_fen", entry?.amountFen)
            state = try fields.field("state", entry?.state)
            attempts = try fields.field("attempts", entry?.attempts)
        }

        fileprivate init(
            _ payoutID: UUIDv7, _ batchID: UUIDv7, _ payee: String, _ holder: String, _ amountFen: Fen, _ state: String,
            _ attempts: Int32
        ) {
            self.payoutID = payoutID
            self.batchID = batchID
            self.payee = payee
            self.holder = holder
            self.amountFen = amountFen
            self.state = state
            self.attempts = attempts
        }
    }

    /// The oldest ones that were asked for.
    public var payouts: [Entry]

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ list: PayoutList?) throws(EventFault) {
        payouts = try fields.field("payouts", list?.payouts)
    }

    fileprivate init(_ payouts: [Entry]) {
        self.payouts = payouts
    }
}

extension OrdersService {
    /// Payouts, the oldest first: at most 1,000, the next ones behind the last one shown.
    /// - Parameters:
    ///   - state: only those that stand there; nil for all.
    ///   - last: the last payout that was shown before.
    public func payouts(
        in state: String? = nil, after last: UUIDv7? = nil, in transaction: PostgresTransaction
    ) async throws -> PayoutList {
        let rows = try await transaction.query(
            """
            SELECT id, batch, account, holder, amount_fen, state, attempts FROM payout
            WHERE (\(state)::text IS NULL OR state = \(state)) AND (\(last)::uuid IS NULL OR id > \(last))
            ORDER BY id LIMIT 1000
            """)
        return PayoutList(
            try rows.decode(
                UUIDv7.self, UUIDv7.self, String.self, String.self, Fen.self, String.self, Int32.self
            ).map(PayoutList.Entry.init))
    }
}
