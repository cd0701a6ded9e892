public import Vocabulary

/// What an order asks: which of its producers were registered households when its stock was reserved.
public struct BenefitInquiry: Sendable, Hashable {
    /// The order.
    public let order: UUIDv7
    /// The instant that counts: when the stock was reserved, or an agency purchase weighed.
    public let asOf: Instant
    /// The tokens of its allocations and their members; repeats count once.
    public let tokens: [Token]
    /// The record of the inquiry itself: the evidence for a token that nothing was known of.
    public let record: UUIDv7

    /// Makes an inquiry.
    public init(order: UUIDv7, asOf: Instant, tokens: [Token], record: UUIDv7) {
        self.order = order
        self.asOf = asOf
        self.tokens = tokens
        self.record = record
    }
}

/// What was found for one token.
public struct BenefitDetermination: Sendable, Hashable {
    /// The token.
    public let token: Token
    /// The household's status at that instant.
    public let status: HouseholdStatus
    /// The county that it lived in; nil if nothing was known of it.
    public let county: DivisionCode?
    /// The evidence: that of the status, or the record of the inquiry.
    public let evidence: UUIDv7

    /// Whether what it sells counts as a registered household's.
    public var benefit: Bool { status.isBeneficiary }
}

extension BenefitInquiry {
    /// Determines every token asked for, each once, in the order that they were first named.
    /// - Parameter histories: what was made known of each household; a token without one is unknown.
    public func determine(from histories: [Token: StatusHistory]) -> [BenefitDetermination] {
        var seen: Set<Token> = []
        return tokens.filter { seen.insert($0).inserted }.map { token in
            guard let entry = histories[token]?.entry(asOf: asOf) else {
                return BenefitDetermination(token: token, status: .unknown, county: nil, evidence: record)
            }
            return BenefitDetermination(
                token: token, status: .known(entry.state), county: entry.county, evidence: entry.evidence)
        }
    }
}
