public import Eventing
public import Vocabulary

/// Who grew or made goods, as others may know it.
public struct PublicProducer: Record {
    /// The producer.
    public var id: UUIDv7
    /// What it is.
    public var kind: Kind

    /// What a producer is.
    public enum Kind: String, CodeFieldValue {
        /// A household, known by a token.
        case household
        /// Many households.
        case cooperative
        /// A company.
        case enterprise
        /// Who runs a station or pavilion and sells what it bought.
        case `operator`
    }

    /// Makes it of its fields.
    public init(id: UUIDv7, kind: Kind) {
        self.id = id
        self.kind = kind
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ publicProducer: Self?) throws(EventFault) {
        id = try fields.field("id", publicProducer?.id)
        kind = try fields.field("kind", publicProducer?.kind)
    }
}

/// One member's part in a cooperative's goods.
public struct PublicMember: Record {
    /// The member household.
    public var token: Token
    /// How much of it is its own.
    public var quantity: Quantity

    /// Makes it of its fields.
    public init(token: Token, quantity: Quantity) {
        self.token = token
        self.quantity = quantity
    }

    /// The fields of `events.md`.
    public init(_ fields: inout some FieldCoder, _ publicMember: Self?) throws(EventFault) {
        token = try fields.field("token", publicMember?.token)
        quantity = try fields.field("quantity", publicMember?.quantity)
    }
}
