public import Vocabulary

/// An amount moved on one account: debits are above zero, credits below.
public struct Posting: Sendable, Hashable {
    /// The account.
    public let account: LedgerAccount
    /// In fen, above zero for a debit and below for a credit.
    public let amount: Fen

    /// Makes a posting, as stored.
    public init(account: LedgerAccount, amount: Fen) {
        self.account = account
        self.amount = amount
    }

    /// Moves an amount to the debit of an account.
    public static func debit(_ account: LedgerAccount, _ amount: Fen) -> Posting {
        Posting(account: account, amount: amount)
    }

    /// Moves an amount to the credit of an account.
    public static func credit(_ account: LedgerAccount, _ amount: Fen) -> Posting {
        Posting(account: account, amount: -amount)
    }
}

/// Postings that belong together and balance to zero. They never change; what was wrong is corrected by another entry.
public struct LedgerTransaction: Sendable, Equatable {
    /// What gave rise to a transaction.
    public enum Occasion: String, Sendable, CaseIterable {
        /// A buyer pays.
        case payment
        /// A partner was paid by its buyer, and owes it to us.
        case partnerSale = "partner-sale"
        /// Money goes back to a buyer.
        case refund
        /// A delivered consignment is shared out, or a share-out reversed.
        case settlement
        /// A payee is paid.
        case payout
        /// An earlier entry is undone.
        case correction
    }

    /// Whether it counts.
    public enum State: String, Sendable, CaseIterable {
        /// Written down, but not certain.
        case pending
        /// Certain.
        case posted
        /// Did not come about.
        case voided
    }

    /// Its id.
    public let id: UUIDv7
    /// What gave rise to it.
    public let occasion: Occasion
    /// What it is about: a payment, a settlement, a payout, or the entry that it corrects.
    public let reference: UUIDv7
    /// The order that it belongs to; nil for a payout.
    public let order: UUIDv7?
    /// What it moves.
    public let postings: [Posting]
    /// When it was written down.
    public let enteredAt: Instant
    /// Whether it counts.
    public private(set) var state: State

    /// Restores a transaction as stored.
    public init(
        id: UUIDv7, occasion: Occasion, reference: UUIDv7, order: UUIDv7?, postings: [Posting], enteredAt: Instant,
        state: State
    ) {
        self.id = id
        self.occasion = occasion
        self.reference = reference
        self.order = order
        self.postings = postings
        self.enteredAt = enteredAt
        self.state = state
    }

    /// Enters a transaction.
    /// - Parameters:
    ///   - postings: what it moves. Those of one account are added up, those of nothing left out.
    ///   - isCertain: whether it is posted at once rather than pending.
    public static func enter(
        _ id: UUIDv7, _ occasion: Occasion, of reference: UUIDv7, order: UUIDv7?, _ postings: [Posting],
        isCertain: Bool, at now: Instant
    ) throws(LedgerRefusal) -> LedgerTransaction {
        let sums = postings.reduce(into: [LedgerAccount: Fen]()) { $0[$1.account, default: 0] += $1.amount }
        let net = sums.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        let difference = net.reduce(0) { $0 + $1.value }
        guard difference == 0 else { throw .unbalanced(difference: difference) }
        guard !net.isEmpty else { throw .nothingMoved }
        return LedgerTransaction(
            id: id, occasion: occasion, reference: reference, order: order,
            postings: net.map { Posting(account: $0.key, amount: $0.value) }, enteredAt: now,
            state: isCertain ? .posted : .pending)
    }

    /// Makes a pending transaction count.
    public mutating func post() throws(LedgerRefusal) {
        guard state == .pending else { throw .notPending(state) }
        state = .posted
    }

    /// Ends a pending transaction that did not come about.
    public mutating func void() throws(LedgerRefusal) {
        guard state == .pending else { throw .notPending(state) }
        state = .voided
    }

    /// The entry that undoes this one, which stays as it is.
    /// - Parameters:
    ///   - id: the new entry's id.
    ///   - now: the time.
    public func correction(_ id: UUIDv7, at now: Instant) throws(LedgerRefusal) -> LedgerTransaction {
        guard state == .posted else { throw .notPosted(state) }
        return try Self.enter(
            id, .correction, of: self.id, order: order,
            postings.map { Posting(account: $0.account, amount: -$0.amount) }, isCertain: true, at: now)
    }
}
