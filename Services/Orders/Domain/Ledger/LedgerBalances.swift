public import Vocabulary

/// What stands on an account, in fen: debits above zero, credits below.
public struct LedgerBalance: Sendable, Hashable {
    /// Of what counts.
    public var posted: Fen
    /// Of what is not certain yet.
    public var pending: Fen

    /// Makes a balance.
    public init(posted: Fen = 0, pending: Fen = 0) {
        self.posted = posted
        self.pending = pending
    }
}

/// The balance of each account, derived from nothing but the entries: what the kept balances are compared with.
/// - Returns: an entry for each account that was ever moved. All of them together are zero.
public func ledgerBalances(of transactions: some Sequence<LedgerTransaction>) -> [LedgerAccount: LedgerBalance] {
    var balances: [LedgerAccount: LedgerBalance] = [:]
    for transaction in transactions {
        for posting in transaction.postings {
            switch transaction.state {
            case .posted: balances[posting.account, default: LedgerBalance()].posted += posting.amount
            case .pending: balances[posting.account, default: LedgerBalance()].pending += posting.amount
            case .voided: break
            }
        }
    }
    return balances
}
