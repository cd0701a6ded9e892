/// Why a payout does not do what it was asked.
public enum PayoutRefusal: Error, Hashable {
    /// Who prepared a payout may not release it.
    case releasedByPreparer
    /// The state table has no row for it.
    case notInState(Payout.Command, Payout.State)
}

extension PayoutRefusal: CustomStringConvertible {
    /// What the refusal is known by to programs. It never changes.
    public var code: String {
        switch self {
        case .releasedByPreparer: "released-by-preparer"
        case .notInState: "not-in-state"
        }
    }

    /// A sentence for a person: what is wrong, and what to do.
    public var description: String {
        switch self {
        case .releasedByPreparer: "Who prepared a payout may not release it. Ask another person to."
        case .notInState(let command, let state):
            "A payout that is \(state.rawValue) cannot \(command.rawValue). Look at its history first."
        }
    }
}
