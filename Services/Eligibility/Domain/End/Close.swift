public import Vocabulary

/// Why a file is closed.
public enum Closure: Sendable, Hashable {
    /// The household has become part of another.
    case merged(into: Token)
    /// The household has become several.
    case split(into: [Token])
    /// All members have died.
    case died
    /// All members have moved away.
    case movedAway

    /// The households that take its place.
    public var successors: [Token] {
        switch self {
        case .merged(let token): [token]
        case .split(let tokens): tokens
        case .died, .movedAway: []
        }
    }

    /// A stable word for it.
    public var code: String {
        switch self {
        case .merged: "merged"
        case .split: "split"
        case .died: "died"
        case .movedAway: "moved-away"
        }
    }
}

extension Household {
    /// The file is closed, from any state, and its successors named. It is made known if ever anything was.
    ///
    /// Guards: a merger has one successor, a split at least two; each once, and none the household itself.
    public mutating func close(_ closure: Closure, _ act: Act) throws(HouseholdRefusal) -> [HouseholdFact] {
        try admit(.close, act)
        let successors = closure.successors
        let isSound = Set(successors).count == successors.count && !successors.contains(token)
        if case .split = closure, successors.count < 2 { throw .successorsUnsound }
        guard isSound else { throw .successorsUnsound }
        let ended = endPublicity(because: closure.code, act) + (risk == nil ? [] : [.riskEnded])
        risk = nil
        guard lastKnown != nil else { return ended + [move(to: .closed, by: act, because: closure.code)] }
        return ended + moveInPublic(to: .closed, by: act, because: closure.code, successors: successors)
    }
}
