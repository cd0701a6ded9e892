public import Vocabulary

/// Why a reservation was left as it was.
public enum ReservationRefusal: Error, Equatable {
    /// What has no row in the state table.
    case notInState(ReservationState, ReservationCommand)
    /// None of the allocations named is where the command could still change it.
    case nothingOpen(ReservationCommand)
    /// No allocation of that id is the order's.
    case allocationUnknown(UUIDv7)

    /// The stable name of the rule broken.
    public var code: String {
        switch self {
        case .notInState: "not-in-state"
        case .nothingOpen: "nothing-open"
        case .allocationUnknown: "allocation-unknown"
        }
    }
}

extension ReservationRefusal: CustomStringConvertible {
    /// A sentence for a person that says what to do.
    public var description: String {
        switch self {
        case .notInState(let state, let command):
            "A reservation that is \(state.rawValue) has no \(command.rawValue); look at its state first."
        case .nothingOpen(let command):
            "Nothing of these goods is open for \(command.rawValue); look at the stages of their allocations."
        case .allocationUnknown(let id): "\(id) is no allocation of this order; name one of its own."
        }
    }
}
