public import Vocabulary

/// A share of a settlement that is not paid out, or an amount that is owed back and not recovered.
public struct OpenShare: Sendable, Hashable {
    /// The settlement.
    public let settlement: UUIDv7
    /// The settlement that it turns back; nil unless it is a reversal.
    public let reverses: UUIDv7?
    /// Whose.
    public let payee: LedgerAccount
    /// What is open of it, in fen; below zero if it is owed back.
    public let amount: Fen

    /// Makes an open share.
    public init(settlement: UUIDv7, reverses: UUIDv7?, payee: LedgerAccount, amount: Fen) {
        self.settlement = settlement
        self.reverses = reverses
        self.payee = payee
        self.amount = amount
    }
}

extension Payout {
    /// The most that is kept back from one payout for what is owed from earlier ones, in hundredths.
    public static let mostRecovered: Int64 = 30

    /// BATCH: prepares what each payee is paid of its settlements since the last batch.
    ///
    /// A reversal of a share that is not paid yet takes all of it away. What is owed back from shares already paid is
    /// kept back oldest first, at most 30% of what is paid now; the rest stays open for later batches.
    /// - Parameters:
    ///   - batch: the batch's id.
    ///   - open: the open shares of all payees, oldest first. Of the platform, tax and buyers nothing is paid out.
    ///   - actor: who prepares it.
    ///   - identifier: gives an id for each payout.
    /// - Returns: at most one payout for each payee, by payee; none for a payee who is owed nothing.
    public static func prepare(
        batch: UUIDv7, of open: [OpenShare], by actor: Actor, identifier: () -> UUIDv7
    ) -> [Payout] {
        Dictionary(grouping: open.filter(\.payee.kind.isPayee), by: \.payee).sorted { $0.key < $1.key }
            .compactMap { payee, shares in
                let owed = shares.filter { $0.amount > 0 }
                let paying = Set(owed.map(\.settlement))
                let unpaid = shares.filter { $0.amount < 0 && $0.reverses.map(paying.contains) ?? false }
                let debts = shares.filter { $0.amount < 0 && !($0.reverses.map(paying.contains) ?? false) }
                let gross = owed.reduce(0) { $0 + $1.amount } + unpaid.reduce(0) { $0 + $1.amount }
                guard gross > 0 else { return nil }
                let recovered = recover(debts, atMost: split(gross, by: [100 - mostRecovered, mostRecovered])[1])
                return Payout(
                    id: identifier(), batch: batch, payee: payee,
                    amount: gross - recovered.reduce(0) { $0 + $1.amount }, settlements: owed.map(\.settlement),
                    recoveries: unpaid.map { Recovery(settlement: $0.settlement, amount: -$0.amount) } + recovered,
                    preparedBy: actor, state: .prepared, attempts: 0, sentAt: nil)
            }
    }

    private static func recover(_ debts: [OpenShare], atMost most: Fen) -> [Recovery] {
        var left = most
        return debts.compactMap { debt in
            let taken = min(left, -debt.amount)
            guard taken > 0 else { return nil }
            left -= taken
            return Recovery(settlement: debt.settlement, amount: taken)
        }
    }
}

extension LedgerAccount.Kind {
    /// Whether what it is owed is paid out in batches.
    public var isPayee: Bool {
        switch self {
        case .household, .producer, .station, .carrier, .operator, .countyFund: true
        case .platform, .tax, .buyer, .cash, .clearing, .partner: false
        }
    }
}
