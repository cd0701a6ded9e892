public import Vocabulary

/// Somebody's wish that a product's floor be raised, on which another person decides.
public struct FloorAppeal: Sendable, Hashable {
    /// Where it stands.
    public enum State: String, Sendable, CaseIterable {
        /// Nobody has decided it.
        case open
        /// The floor was raised.
        case granted
        /// The floor stays as it is.
        case dismissed
    }

    /// Its identifier.
    public let id: UUIDv7
    /// The product whose floor is to be raised.
    public let productID: UUIDv7
    /// The floor that is asked for.
    public let floor: Price
    /// Why.
    public let grounds: String
    /// Who filed it.
    public let appellant: String
    /// When.
    public let filedAt: Instant
    /// Where it stands.
    public private(set) var state: State

    /// An appeal as stored.
    public init(
        id: UUIDv7, productID: UUIDv7, floor: Price, grounds: String, appellant: String, filedAt: Instant, state: State
    ) {
        self.id = id
        self.productID = productID
        self.floor = floor
        self.grounds = grounds
        self.appellant = appellant
        self.filedAt = filedAt
        self.state = state
    }

    /// Files an appeal.
    public static func file(
        id: UUIDv7, productID: UUIDv7, floor: Price, grounds: String, by appellant: String, at now: Instant
    ) throws(FloorAppealRefusal) -> FloorAppeal {
        guard !grounds.isEmpty else { throw .groundsMissing }
        return FloorAppeal(
            id: id, productID: productID, floor: floor, grounds: grounds, appellant: appellant, filedAt: now,
            state: .open)
    }

    /// Ends it, once.
    public mutating func decide(isGranted: Bool, by decider: String) throws(FloorAppealRefusal) {
        guard state == .open else { throw .notInState(state) }
        guard decider != appellant else { throw .decidedByAppellant(decider) }
        state = isGranted ? .granted : .dismissed
    }
}

/// Why an appeal was left as it was.
public enum FloorAppealRefusal: Error, Equatable {
    /// It was decided before.
    case notInState(FloorAppeal.State)
    /// It does not say why.
    case groundsMissing
    /// Who files an appeal does not decide it.
    case decidedByAppellant(String)

    /// The stable name of the rule broken.
    public var code: String {
        switch self {
        case .notInState: "not-in-state"
        case .groundsMissing: "grounds-missing"
        case .decidedByAppellant: "decided-by-appellant"
        }
    }
}

extension FloorAppealRefusal: CustomStringConvertible {
    /// A sentence for a person that says what to do.
    public var description: String {
        switch self {
        case .notInState(let state): "The appeal is \(state.rawValue); file another one instead."
        case .groundsMissing: "Say why the floor is to be raised."
        case .decidedByAppellant(let name): "\(name) filed the appeal; have somebody else decide it."
        }
    }
}
