public import Eventing
internal import Postgres
public import Vocabulary

/// Where the money of a payout came from: back to orders, lots, scales, and what entitled its payee.
public struct PayoutTrace: Record {
    /// The payout.
    public var payoutID: UUIDv7
    /// The batch that it was prepared in.
    public var batchID: UUIDv7
    /// What kind of payee.
    public var payee: String
    /// Which of them.
    public var holder: String
    /// How much, in fen: its sources less what it kept back.
    public var amountFen: Fen
    /// Where it stands.
    public var state: String
    /// Who prepared it.
    public var preparedBy: String
    /// When.
    public var preparedAt: Instant
    /// Who released it: somebody else.
    public var releasedBy: String?
    /// When it was last sent.
    public var sentAt: Instant?
    /// The settlements that it pays a share of, the oldest first.
    public var sources: [PayoutSource]
    /// How much it keeps back of what its payee owes by reversals, in fen.
    public var keptBackFen: Fen

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ trace: PayoutTrace?) throws(EventFault) {
        payoutID = try fields.field("payout_id", trace?.payoutID)
        batchID = try fields.field("batch_id", trace?.batchID)
        payee = try fields.field("payee", trace?.payee)
        holder = try fields.field("holder", trace?.holder)
        amountFen = try fields.field("amount_fen", trace?.amountFen)
        state = try fields.field("state", trace?.state)
        preparedBy = try fields.field("prepared_by", trace?.preparedBy)
        preparedAt = try fields.field("prepared_at", trace?.preparedAt)
        releasedBy = try fields.optional("released_by", trace?.releasedBy)
        sentAt = try fields.optional("sent_at", trace?.sentAt)
        sources = try fields.field("sources", trace?.sources)
        keptBackFen = try fields.field("kept_back_fen", trace?.keptBackFen)
    }

    init(_ row: PostgresRow, sources: [PayoutSource]) throws {
        (
            payoutID, batchID, payee, holder, amountFen, state, preparedBy, preparedAt, releasedBy, sentAt, keptBackFen
        ) = try row.decode(
            UUIDv7.self, UUIDv7.self, String.self, String.self, Fen.self, String.self, String.self, Instant.self,
            String?.self, Instant?.self, Fen.self)
        self.sources = sources
    }
}

/// A settlement that a payout pays a share of, and the order that it came from.
public struct PayoutSource: Record {
    /// The settlement.
    public var settlementID: UUIDv7
    /// `sale`, `purchase` or `correction`.
    public var kind: String
    /// When it was posted.
    public var postedAt: Instant
    /// The order whose money it shares out.
    public var orderID: UUIDv7
    /// Where the order came from: shop, episode, partner or station.
    public var channel: String
    /// When it was placed.
    public var placedAt: Instant
    /// What the goods were carried in; absent for what is not carried.
    public var consignmentID: UUIDv7?
    /// How the goods left their station.
    public var collected: PayoutHandover?
    /// How the buyer took them.
    public var delivered: PayoutHandover?
    /// The parts of the order that the payee has a share of.
    public var parts: [PayoutPart]

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ source: PayoutSource?) throws(EventFault) {
        settlementID = try fields.field("settlement_id", source?.settlementID)
        kind = try fields.field("kind", source?.kind)
        postedAt = try fields.field("posted_at", source?.postedAt)
        orderID = try fields.field("order_id", source?.orderID)
        channel = try fields.field("channel", source?.channel)
        placedAt = try fields.field("placed_at", source?.placedAt)
        consignmentID = try fields.optional("consignment_id", source?.consignmentID)
        collected = try fields.optional("collected", source?.collected)
        delivered = try fields.optional("delivered", source?.delivered)
        parts = try fields.field("parts", source?.parts)
    }

    /// A source whose handovers and parts are still to be looked up.
    init(_ row: PostgresRow) throws {
        (settlementID, kind, postedAt, orderID, channel, placedAt, consignmentID) = try row.decode(
            UUIDv7.self, String.self, Instant.self, UUIDv7.self, String.self, Instant.self, UUIDv7?.self)
        parts = []
    }
}

/// What shows that goods changed hands.
public struct PayoutHandover: Record {
    /// When they did.
    public var at: Instant
    /// The station that gave them out; absent at a buyer's door.
    public var stationID: UUIDv7?
    /// `code`, `signature` or `photo`.
    public var proofKind: String
    /// Its digest.
    public var proofDigest: String

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ handover: PayoutHandover?) throws(EventFault) {
        at = try fields.field("at", handover?.at)
        stationID = try fields.optional("station_id", handover?.stationID)
        proofKind = try fields.field("proof_kind", handover?.proofKind)
        proofDigest = try fields.field("proof_digest", handover?.proofDigest)
    }

    init(at: Instant, stationID: UUIDv7?, proofKind: String, proofDigest: String) {
        self.at = at
        self.stationID = stationID
        self.proofKind = proofKind
        self.proofDigest = proofDigest
    }
}

/// A part of an order that a payee has a share of.
public struct PayoutPart: Record {
    /// The order's line.
    public var line: Int32
    /// What it is called in Chinese.
    public var product: String
    /// The lot that it came from.
    public var lotID: UUIDv7
    /// The county of the lot.
    public var origin: DivisionCode
    /// Who produced it.
    public var producerID: UUIDv7
    /// How much was delivered.
    public var quantity: Quantity
    /// What it weighed when it was collected, in grams.
    public var weightG: Int64?
    /// What the buyer paid for it, in fen.
    public var amountFen: Fen
    /// The payee's share, in fen.
    public var shareFen: Fen
    /// Whether its household was entitled to the benefit when the stock was reserved.
    public var benefit: Bool
    /// By what that is known: the evidence in eligibility's register.
    public var evidenceID: UUIDv7?

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ part: PayoutPart?) throws(EventFault) {
        line = try fields.field("line", part?.line)
        product = try fields.field("product", part?.product)
        lotID = try fields.field("lot_id", part?.lotID)
        origin = try fields.field("origin", part?.origin)
        producerID = try fields.field("producer_id", part?.producerID)
        quantity = try fields.field("quantity", part?.quantity)
        weightG = try fields.optional("weight_g", part?.weightG)
        amountFen = try fields.field("amount_fen", part?.amountFen)
        shareFen = try fields.field("share_fen", part?.shareFen)
        benefit = try fields.field("benefit", part?.benefit)
        evidenceID = try fields.optional("evidence_id", part?.evidenceID)
    }

    init(
        _ line: Int32, _ product: String, _ lotID: UUIDv7, _ origin: DivisionCode, _ producerID: UUIDv7,
        _ quantity: Quantity, _ weightG: Int64?, _ amountFen: Fen, _ shareFen: Fen, _ benefit: Bool,
        _ evidenceID: UUIDv7?
    ) {
        self.line = line
        self.product = product
        self.lotID = lotID
        self.origin = origin
        self.producerID = producerID
        self.quantity = quantity
        self.weightG = weightG
        self.amountFen = amountFen
        self.shareFen = shareFen
        self.benefit = benefit
        self.evidenceID = evidenceID
    }
}
