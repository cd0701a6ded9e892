public import Vocabulary

/// A named account of the ledger: whose money, and which of them.
public struct LedgerAccount: Sendable, Hashable {
    /// Whose money an account keeps.
    public enum Kind: String, Sendable, CaseIterable {
        /// What a household is owed.
        case household
        /// What a cooperative or an enterprise is owed.
        case producer
        /// What a station is owed, as commission.
        case station
        /// What a carrier is owed; what it owes for goods lost in its custody.
        case carrier
        /// The platform's margin.
        case platform
        /// Tax held for the tax office.
        case tax
        /// Held for a county's poverty alleviation fund.
        case countyFund = "county-fund"
        /// What an operator is owed.
        case `operator`
        /// What is held of a buyer's money for one order, until it is settled or given back.
        case buyer
        /// Our own money at the bank.
        case cash
        /// What a payment provider holds for us.
        case clearing
        /// What a partner holds for us, of orders paid on its platform.
        case partner
    }

    /// Whose money it keeps.
    public let kind: Kind
    /// Which of them: a token, an id or a county's code.
    public let holder: String

    /// Names an account.
    public init(_ kind: Kind, _ holder: String) {
        self.kind = kind
        self.holder = holder
    }

    /// The platform's one account.
    public static let platform = LedgerAccount(.platform, "platform")
    /// Our one account at the bank.
    public static let cash = LedgerAccount(.cash, "bank")
}

extension LedgerAccount {
    /// What is held of a buyer's money for one order. It is zero again when the order has ended.
    public static func buyer(of order: UUIDv7) -> LedgerAccount { LedgerAccount(.buyer, order.description) }

    /// What a producer is owed: on its household's account, or its own if it is no household.
    static func dues(of token: Token?, producer: UUIDv7) -> LedgerAccount {
        token.map { LedgerAccount(.household, $0.description) } ?? LedgerAccount(.producer, producer.description)
    }

    /// What a station is owed.
    static func station(_ station: UUIDv7) -> LedgerAccount { LedgerAccount(.station, station.description) }

    /// What the carriage of a county is owed: each county's goods are carried by one operator.
    static func carrier(of origin: DivisionCode) -> LedgerAccount {
        LedgerAccount(.carrier, origin.county.description)
    }

    /// What a payment provider holds for us.
    public static func clearing(at provider: String) -> LedgerAccount { LedgerAccount(.clearing, provider) }

    /// What a partner holds for us.
    public static func partner(_ partner: UUIDv7) -> LedgerAccount { LedgerAccount(.partner, partner.description) }
}

extension LedgerAccount: Comparable {
    /// Orders by kind as declared, then by holder.
    public static func < (left: LedgerAccount, right: LedgerAccount) -> Bool {
        (left.kind.rank, left.holder) < (right.kind.rank, right.holder)
    }
}

extension LedgerAccount.Kind {
    /// Its place among all kinds, in declared order.
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.endIndex }
}
