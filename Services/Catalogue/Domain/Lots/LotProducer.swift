public import Vocabulary

/// Whose goods a lot is.
public struct LotProducer: Sendable, Hashable {
    /// One member's part in a cooperative's lot.
    public struct Member: Sendable, Hashable {
        /// The member household.
        public let token: Token
        /// How much of the lot is its own, in the lot's unit.
        public let amount: Int64

        /// Makes a part.
        public init(token: Token, amount: Int64) {
            self.token = token
            self.amount = amount
        }
    }

    /// The producer.
    public let id: UUIDv7
    /// What it is.
    public let kind: ProducerKind
    /// A household's token.
    public let token: Token?
    /// Whose goods a cooperative brought, by which its earnings are split; empty where it says nothing of its members.
    public let members: [Member]

    /// The households whose goods they are, as far as they are known.
    public var tokens: [Token] { (token.map { [$0] } ?? []) + members.map(\.token) }

    /// A lot's producer as stored.
    public init(id: UUIDv7, kind: ProducerKind, token: Token?, members: [Member]) {
        self.id = id
        self.kind = kind
        self.token = token
        self.members = members
    }
}
