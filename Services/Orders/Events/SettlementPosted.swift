public import Eventing
public import Vocabulary

/// `settlement.posted`: a delivered consignment's money is shared out, or a share-out turned back.
///
/// The sum of the shares is the sum of the lines' amounts is the total. A reversal's amounts are below zero, its
/// quantities are not. For a cooperative's lot there is one line for each member's part.
public struct SettlementPosted: Event {
    /// `throughtrain.orders.settlement.posted.v1`.
    public static let type = EventType("orders", "settlement", "posted")

    /// The partner that sent the order is told of it. None of the shares is a partner's own.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told(
            "settlement_id", "kind", "reverses", "order_id", "consignment_id", "claim_id", "posted_at", "business_day",
            "total_fen"),
        .within(
            "lines",
            .told(
                "line", "allocation_id", "product_id", "lot_id", "origin", "producer_kind", "benefit", "quantity",
                "price",
                "amount_fen", "producer_price", "producer_fen", "reference"),
            .rekeyed("producer_id", "token", "evidence_id")),
        .withheld("shares"))

    /// What is settled.
    public enum Kind: String, CodeFieldValue {
        /// Goods were delivered, or lost by somebody who owes the producer for them.
        case sale
        /// A station bought from a household.
        case purchase
        /// A sale is undone, wholly or in part.
        case reversal
        /// A mistake is undone.
        case correction
    }

    /// What kind of producer a lot is from.
    public enum ProducerKind: String, CodeFieldValue {
        /// A household, registered or ordinary.
        case household
        /// A cooperative.
        case cooperative
        /// An enterprise.
        case enterprise
        /// An operator of ours.
        case `operator`
    }

    /// One part of an order, sold or turned back.
    public struct Line: Record {
        /// The line's number in the order.
        public var line: Int32
        /// The part.
        public var allocationID: UUIDv7
        /// The product.
        public var productID: UUIDv7
        /// The lot.
        public var lotID: UUIDv7
        /// The county that the lot comes from.
        public var origin: DivisionCode
        /// The producer.
        public var producerID: UUIDv7
        /// What kind of producer it is.
        public var producerKind: ProducerKind
        /// The household that it is owed to. Re-keyed in the partner edition.
        public var token: Token?
        /// Whether that household was entitled to help.
        public var benefit: Bool
        /// The evidence.
        public var evidenceID: UUIDv7?
        /// How much.
        public var quantity: Quantity
        /// What the buyer was asked for.
        public var price: Price
        /// What the buyer paid for it; 0 if it was lost.
        public var amountFen: Fen
        /// What the producer was promised.
        public var producerPrice: Price
        /// What the producer is owed.
        public var producerFen: Fen
        /// The reference price that an uplift is measured by.
        public var reference: Price?

        /// Makes a line.
        public init(
            line: Int32, allocationID: UUIDv7, productID: UUIDv7, lotID: UUIDv7, origin: DivisionCode,
            producerID: UUIDv7, producerKind: ProducerKind, token: Token? = nil, benefit: Bool,
            evidenceID: UUIDv7? = nil, quantity: Quantity, price: Price, amountFen: Fen, producerPrice: Price,
            producerFen: Fen, reference: Price? = nil
        ) {
            self.line = line
            self.allocationID = allocationID
            self.productID = productID
            self.lotID = lotID
            self.origin = origin
            self.producerID = producerID
            self.producerKind = producerKind
            self.token = token
            self.benefit = benefit
            self.evidenceID = evidenceID
            self.quantity = quantity
            self.price = price
            self.amountFen = amountFen
            self.producerPrice = producerPrice
            self.producerFen = producerFen
            self.reference = reference
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ line: Self?) throws(EventFault) {
            self.line = try fields.field("line", line?.line, like: 1)
            allocationID = try fields.field("allocation_id", line?.allocationID)
            productID = try fields.field("product_id", line?.productID)
            lotID = try fields.field("lot_id", line?.lotID)
            origin = try fields.field("origin", line?.origin)
            producerID = try fields.field("producer_id", line?.producerID)
            producerKind = try fields.field("producer_kind", line?.producerKind)
            token = try fields.optional("token", line?.token)
            benefit = try fields.field("benefit", line?.benefit)
            evidenceID = try fields.optional("evidence_id", line?.evidenceID)
            quantity = try fields.field("quantity", line?.quantity)
            price = try fields.field("price", line?.price)
            amountFen = try fields.field("amount_fen", line?.amountFen)
            producerPrice = try fields.field("producer_price", line?.producerPrice, like: Price(400, .per500g))
            producerFen = try fields.field("producer_fen", line?.producerFen, like: 960)
            reference = try fields.optional("reference", line?.reference)
        }
    }

    /// What an account gets.
    public struct Share: Record {
        /// Whose money an account keeps.
        public enum Account: String, CodeFieldValue {
            /// What a household is owed.
            case household
            /// What a cooperative or an enterprise is owed.
            case producer
            /// What a station is owed.
            case station
            /// What a carrier is owed.
            case carrier
            /// The platform's margin.
            case platform
            /// Held for the tax office.
            case tax
            /// Held for a county's poverty alleviation fund.
            case countyFund = "county-fund"
            /// What an operator is owed.
            case `operator`
        }

        /// Whose account.
        public var account: Account
        /// Which of them: a token, an id, a county. Re-keyed in the partner edition.
        public var holder: String
        /// How much; below zero if it has to give.
        public var amountFen: Fen

        /// Makes a share.
        public init(account: Account, holder: String, amountFen: Fen) {
            self.account = account
            self.holder = holder
            self.amountFen = amountFen
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ share: Self?) throws(EventFault) {
            account = try fields.field("account", share?.account)
            holder = try fields.field("holder", share?.holder, like: "MFRGGZDFMZTWQ2LKNNWG23TPOA")
            amountFen = try fields.field("amount_fen", share?.amountFen)
        }
    }

    /// Its id.
    public var settlementID: UUIDv7
    /// What is settled.
    public var kind: Kind
    /// The settlement that it turns back.
    public var reverses: UUIDv7?
    /// The order.
    public var orderID: UUIDv7
    /// The consignment.
    public var consignmentID: UUIDv7?
    /// The claim that led to it.
    public var claimID: UUIDv7?
    /// When.
    public var postedAt: Instant
    /// The day that it counts for.
    public var businessDay: Day
    /// What buyers paid.
    public var totalFen: Fen
    /// What was sold or turned back.
    public var lines: [Line]
    /// What each account gets. A partner sees its own only.
    public var shares: [Share]

    /// Makes the event.
    public init(
        settlementID: UUIDv7, kind: Kind, reverses: UUIDv7? = nil, orderID: UUIDv7, consignmentID: UUIDv7? = nil,
        claimID: UUIDv7? = nil, postedAt: Instant, businessDay: Day, totalFen: Fen, lines: [Line], shares: [Share]
    ) {
        self.settlementID = settlementID
        self.kind = kind
        self.reverses = reverses
        self.orderID = orderID
        self.consignmentID = consignmentID
        self.claimID = claimID
        self.postedAt = postedAt
        self.businessDay = businessDay
        self.totalFen = totalFen
        self.lines = lines
        self.shares = shares
    }

    /// The settlement.
    public var subject: String { settlementID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        settlementID = try fields.field("settlement_id", event?.settlementID)
        kind = try fields.field("kind", event?.kind)
        reverses = try fields.optional("reverses", event?.reverses)
        orderID = try fields.field("order_id", event?.orderID)
        consignmentID = try fields.optional("consignment_id", event?.consignmentID)
        claimID = try fields.optional("claim_id", event?.claimID)
        postedAt = try fields.field("posted_at", event?.postedAt)
        businessDay = try fields.field("business_day", event?.businessDay)
        totalFen = try fields.field("total_fen", event?.totalFen)
        lines = try fields.field("lines", event?.lines)
        shares = try fields.field("shares", event?.shares)
    }
}
