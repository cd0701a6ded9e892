public import Eventing
public import Vocabulary

/// `benefit.determined`: which producers of an order were registered households at the instant that counts.
public struct BenefitDetermined: Event {
    /// `throughtrain.eligibility.benefit.determined.v1`.
    public static let type = EventType("eligibility", "benefit", "determined")

    /// What was found for one token.
    public struct Determination: Record {
        /// The token.
        public var token: Token
        /// The household's status at that instant.
        public var status: PublicStatus
        /// Whether what it sells counts as a registered household's.
        public var benefit: Bool
        /// The county that it lived in, 6 digits; absent for an unknown token.
        public var county: DivisionCode?
        /// The evidence record of the status; for an unknown token, that of the inquiry.
        public var evidenceID: UUIDv7

        /// Makes a determination.
        public init(token: Token, status: PublicStatus, benefit: Bool, county: DivisionCode?, evidenceID: UUIDv7) {
            self.token = token
            self.status = status
            self.benefit = benefit
            self.county = county
            self.evidenceID = evidenceID
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ determination: Self?) throws(EventFault) {
            token = try fields.field("token", determination?.token)
            status = try fields.field("status", determination?.status)
            benefit = try fields.field("benefit", determination?.benefit)
            county = try fields.optional("county", determination?.county)
            evidenceID = try fields.field("evidence_id", determination?.evidenceID)
        }
    }

    /// The order.
    public var orderID: UUIDv7
    /// The instant that counts: when the stock was reserved; for an agency purchase, when the order was placed.
    public var asOf: Instant
    /// Every token asked for, each once.
    public var determinations: [Determination]

    /// Makes the event.
    public init(orderID: UUIDv7, asOf: Instant, determinations: [Determination]) {
        self.orderID = orderID
        self.asOf = asOf
        self.determinations = determinations
    }

    /// The order's id.
    public var subject: String { orderID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        orderID = try fields.field("order_id", event?.orderID)
        asOf = try fields.field("as_of", event?.asOf)
        determinations = try fields.field("determinations", event?.determinations)
    }
}
