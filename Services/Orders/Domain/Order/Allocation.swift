public import Vocabulary

/// The part of a line that one lot fills, and what became of it.
public struct Allocation: Sendable, Equatable {
    /// Its id, given by catalogue.
    public let id: UUIDv7
    /// The lot.
    public let lot: UUIDv7
    /// The county that the lot comes from.
    public let origin: DivisionCode
    /// Who produced it.
    public let producer: Producer
    /// Whether it was still the producer's when it was reserved.
    public let title: LotTitle
    /// The station that holds it.
    public let station: UUIDv7
    /// How much of the lot.
    public let quantity: Quantity
    /// What it weighs with its packing, in grams.
    public let grossGrams: Int64
    /// The room that it takes, in millilitres.
    public let volumeMillilitres: Int64
    /// What logistics must know to carry it with other goods.
    public let goodsClass: String
    /// The temperatures that it keeps in; nil if any will do.
    public let band: Band?
    /// The last day that it may be sold on.
    public let expiresOn: Day
    /// What the producer was promised when the lot was received.
    public let agreedPrice: Price
    /// What became of it so far.
    public internal(set) var outcome: AllocationOutcome

    /// Makes an allocation, as answered or as stored.
    public init(
        id: UUIDv7, lot: UUIDv7, origin: DivisionCode, producer: Producer, title: LotTitle, station: UUIDv7,
        quantity: Quantity, grossGrams: Int64, volumeMillilitres: Int64, goodsClass: String, band: Band?,
        expiresOn: Day, agreedPrice: Price, outcome: AllocationOutcome = AllocationOutcome()
    ) {
        self.id = id
        self.lot = lot
        self.origin = origin
        self.producer = producer
        self.title = title
        self.station = station
        self.quantity = quantity
        self.grossGrams = grossGrams
        self.volumeMillilitres = volumeMillilitres
        self.goodsClass = goodsClass
        self.band = band
        self.expiresOn = expiresOn
        self.agreedPrice = agreedPrice
        self.outcome = outcome
    }

    /// The households that it comes from.
    public var tokens: [Token] { (producer.token.map { [$0] } ?? []) + producer.members.map(\.token) }
    /// What is neither delivered nor given back yet, in its unit.
    public var open: Int64 { charged - outcome.delivered }
    /// What the buyer is charged for so far, in its unit.
    public var charged: Int64 { quantity.amount - outcome.givenBack }
    /// How many things are handled: pieces one by one, goods by weight as one package.
    public var pieces: Int64 { quantity.unit == .pieces ? quantity.amount : 1 }
}

/// Whose a lot was when it was reserved.
public enum LotTitle: String, Sendable, CaseIterable {
    /// The producer's, who is owed the agreed price when it is sold.
    case consigned
    /// Ours: the producer was paid when it was weighed, and its resale owes nothing more.
    case purchased
}

/// Who produced a lot.
public struct Producer: Sendable, Hashable {
    /// What kind of producer it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A household, registered or ordinary.
        case household
        /// A cooperative, whose members share what it earns.
        case cooperative
        /// An enterprise.
        case enterprise
        /// An operator of ours.
        case `operator`
    }

    /// What a member of a cooperative brought to a lot.
    public struct Member: Sendable, Hashable {
        /// The member's household.
        public let token: Token
        /// How much of the lot is the member's.
        public let quantity: Quantity

        /// Makes a member's part.
        public init(token: Token, quantity: Quantity) {
            self.token = token
            self.quantity = quantity
        }
    }

    /// Its id in catalogue.
    public let id: UUIDv7
    /// What kind of producer it is.
    public let kind: Kind
    /// The household, if it is one.
    public let token: Token?
    /// The households that share the lot, if it is a cooperative's.
    public let members: [Member]

    /// Makes a producer.
    public init(id: UUIDv7, kind: Kind, token: Token? = nil, members: [Member] = []) {
        self.id = id
        self.kind = kind
        self.token = token
        self.members = members
    }
}

/// What became of an allocation so far, all in its unit. What is not counted here is still on its way.
public struct AllocationOutcome: Sendable, Hashable {
    /// Accepted by the buyer.
    public internal(set) var delivered: Int64
    /// Taken back before it was collected.
    public internal(set) var withdrawn: Int64
    /// Missing when it was collected.
    public internal(set) var short: Int64
    /// Exposed to temperatures for longer than it bears.
    public internal(set) var condemned: Int64
    /// Refused by the buyer at the door.
    public internal(set) var refused: Int64
    /// Not delivered in the end, or never accepted for carriage.
    public internal(set) var failed: Int64
    /// What of the condemned and failed the station or the carrier answers for.
    public internal(set) var lostInCustody: Int64
    /// Why logistics was asked to hold it back; nil if it was not.
    public internal(set) var withdrawalAsked: WithdrawalCause?

    /// Makes an outcome, as stored. Without arguments, that of goods still on their way.
    public init(
        delivered: Int64 = 0, withdrawn: Int64 = 0, short: Int64 = 0, condemned: Int64 = 0, refused: Int64 = 0,
        failed: Int64 = 0, lostInCustody: Int64 = 0, withdrawalAsked: WithdrawalCause? = nil
    ) {
        self.delivered = delivered
        self.withdrawn = withdrawn
        self.short = short
        self.condemned = condemned
        self.refused = refused
        self.failed = failed
        self.lostInCustody = lostInCustody
        self.withdrawalAsked = withdrawalAsked
    }

    /// What does not reach the buyer, who is given its price back.
    public var givenBack: Int64 { withdrawn + short + condemned + refused + failed }
}

/// Why logistics is asked to hold goods back.
public enum WithdrawalCause: String, Sendable, CaseIterable {
    /// The buyer cancelled.
    case buyer
    /// The lot was quarantined or has expired.
    case stockRevoked = "stock-revoked"
    /// The lot was recalled.
    case recall
}
