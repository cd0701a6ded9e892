public import Vocabulary

/// What a producer is.
public enum ProducerKind: String, Sendable, Hashable, CaseIterable {
    /// A household; whether it is a registered one is known by its token alone.
    case household
    /// Many households; its lots list whose goods they are.
    case cooperative
    /// A company.
    case enterprise
    /// Who runs a station or pavilion and sells what it bought.
    case `operator`
}

/// Who grew or made goods.
public struct Producer: Sendable, Equatable {
    /// Its id.
    public let id: UUIDv7
    /// What it is.
    public let kind: ProducerKind
    /// A household's token: all that this service ever knows of one.
    public let token: Token?
    /// The public name of a producer that is not a household.
    public let name: BilingualName?
    /// Where it produces.
    public let county: DivisionCode

    /// A producer as stored.
    public init(id: UUIDv7, kind: ProducerKind, token: Token?, name: BilingualName?, county: DivisionCode) {
        self.id = id
        self.kind = kind
        self.token = token
        self.name = name
        self.county = county
    }
}
