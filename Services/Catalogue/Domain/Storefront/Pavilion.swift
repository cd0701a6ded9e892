public import Vocabulary

/// The storefront of one county. Its assortment is the products that name it.
public struct Pavilion: Sendable, Equatable {
    /// Its id.
    public let id: UUIDv7
    /// The county whose goods it sells, six digits of GB/T 2260.
    public let county: DivisionCode
    /// What it is called.
    public let name: BilingualName
    /// Who runs it.
    public let operatorID: UUIDv7
    /// Whether it sells.
    public internal(set) var state: StorefrontState

    /// A pavilion as stored.
    public init(id: UUIDv7, county: DivisionCode, name: BilingualName, operatorID: UUIDv7, state: StorefrontState) {
        self.id = id
        self.county = county
        self.name = name
        self.operatorID = operatorID
        self.state = state
    }
}
