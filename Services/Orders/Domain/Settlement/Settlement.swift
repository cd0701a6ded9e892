public import Vocabulary

/// How the money of a delivered consignment is shared out, or a share-out turned back. It never changes.
public struct Settlement: Sendable, Equatable {
    /// What is settled.
    public enum Kind: String, Sendable, CaseIterable {
        /// Goods were delivered, or lost by somebody who owes the producer for them.
        case sale
        /// A station bought from a household.
        case purchase
        /// A sale is undone, wholly or in part.
        case reversal
        /// A mistake is undone.
        case correction
    }

    /// Its id.
    public let id: UUIDv7
    /// What is settled.
    public let kind: Kind
    /// The settlement that it turns back; nil unless it is a reversal.
    public let reverses: UUIDv7?
    /// The order.
    public let order: UUIDv7
    /// The consignment; nil if there is none, or more than one.
    public let consignment: UUIDv7?
    /// The claim that led to it.
    public let claim: UUIDv7?
    /// When.
    public let postedAt: Instant
    /// What was sold, by part of the order and, of a cooperative's lot, by member.
    public let lines: [SettlementLine]

    /// Makes a settlement, as stored.
    public init(
        id: UUIDv7, kind: Kind, reverses: UUIDv7? = nil, order: UUIDv7, consignment: UUIDv7?, claim: UUIDv7? = nil,
        postedAt: Instant, lines: [SettlementLine]
    ) {
        self.id = id
        self.kind = kind
        self.reverses = reverses
        self.order = order
        self.consignment = consignment
        self.claim = claim
        self.postedAt = postedAt
        self.lines = lines
    }

    /// What buyers paid for it, in fen; below zero for a reversal.
    public var total: Fen { lines.reduce(0) { $0 + $1.amount } }

    /// What each account gets of it. Together they are ``total``.
    public var shares: [SettlementShare] {
        lines.flatMap(\.shares).summedByAccount
    }

    /// What it owes to registered households, in fen; below zero if it takes dues back.
    public var owedToRegistered: Fen {
        lines.reduce(0) { $0 + ($1.isBeneficiary ? $1.dues : 0) }
    }
}

/// What an account gets.
public struct SettlementShare: Sendable, Hashable {
    /// The account.
    public let account: LedgerAccount
    /// In fen; below zero if it has to give.
    public let amount: Fen

    /// Makes a share.
    public init(_ account: LedgerAccount, _ amount: Fen) {
        self.account = account
        self.amount = amount
    }
}

extension [SettlementShare] {
    /// One share for each account, by account; none of nothing.
    var summedByAccount: [SettlementShare] {
        reduce(into: [LedgerAccount: Fen]()) { $0[$1.account, default: 0] += $1.amount }
            .filter { $0.value != 0 }
            .sorted { $0.key < $1.key }
            .map { SettlementShare($0.key, $0.value) }
    }
}

/// One part of an order, sold or turned back, and its shares.
public struct SettlementLine: Sendable, Equatable {
    /// The line's number in the order.
    public let line: Int32
    /// The part of it.
    public let allocation: UUIDv7
    /// The product.
    public let product: UUIDv7
    /// The lot.
    public let lot: UUIDv7
    /// The county that the lot comes from.
    public let origin: DivisionCode
    /// The producer's id.
    public let producer: UUIDv7
    /// What kind of producer it is.
    public let producerKind: Producer.Kind
    /// The household that it is owed to, itself the producer or a member of it; nil if it is no household's.
    public let token: Token?
    /// Whether that household was entitled to help.
    public let isBeneficiary: Bool
    /// The evidence for that; nil if it was not judged.
    public let evidence: UUIDv7?
    /// The station that held the lot.
    public let station: UUIDv7
    /// How much was sold, lost or turned back; never below zero.
    public let quantity: Quantity
    /// What the buyer was asked for.
    public let price: Price
    /// What the buyer paid for it, in fen; 0 if it was lost.
    public let amount: Fen
    /// What the producer was promised.
    public let agreedPrice: Price
    /// What the producer is owed, in fen.
    public let dues: Fen
    /// What each account gets; together they are ``amount``.
    public let shares: [SettlementShare]

    /// Makes a line, as stored.
    public init(
        line: Int32, allocation: UUIDv7, product: UUIDv7, lot: UUIDv7, origin: DivisionCode, producer: UUIDv7,
        producerKind: Producer.Kind, token: Token?, isBeneficiary: Bool, evidence: UUIDv7?, station: UUIDv7,
        quantity: Quantity, price: Price, amount: Fen, agreedPrice: Price, dues: Fen, shares: [SettlementShare]
    ) {
        self.line = line
        self.allocation = allocation
        self.product = product
        self.lot = lot
        self.origin = origin
        self.producer = producer
        self.producerKind = producerKind
        self.token = token
        self.isBeneficiary = isBeneficiary
        self.evidence = evidence
        self.station = station
        self.quantity = quantity
        self.price = price
        self.amount = amount
        self.agreedPrice = agreedPrice
        self.dues = dues
        self.shares = shares
    }

    /// The account that its dues are owed on.
    public var duesAccount: LedgerAccount { .dues(of: token, producer: producer) }
}
