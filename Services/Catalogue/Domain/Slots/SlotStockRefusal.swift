public import Vocabulary

/// Why a slot's stock was left as it was.
public enum SlotStockRefusal: Error, Equatable {
    /// What has no row in the state table.
    case notInState(SlotStockState)
    /// Orders placed before it closed may still arrive.
    case stillInGrace(until: Instant)

    /// The stable name of the rule broken.
    public var code: String {
        switch self {
        case .notInState: "not-in-state"
        case .stillInGrace: "still-in-grace"
        }
    }
}

extension SlotStockRefusal: CustomStringConvertible {
    /// A sentence for a person that says what to do.
    public var description: String {
        switch self {
        case .notInState(let state): "The slot's stock is \(state.rawValue); look at the offer's state first."
        case .stillInGrace(let until): "Orders placed before it closed may still arrive; wait until \(until)."
        }
    }
}
