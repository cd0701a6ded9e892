public import Vocabulary

/// Why an entry cannot be made.
public enum LedgerRefusal: Error, Hashable {
    /// Debits and credits differ.
    case unbalanced(difference: Fen)
    /// It would move nothing.
    case nothingMoved
    /// It was posted or voided already.
    case notPending(LedgerTransaction.State)
    /// Only what counts can be corrected.
    case notPosted(LedgerTransaction.State)
}

extension LedgerRefusal: CustomStringConvertible {
    /// What the refusal is known by to programs. It never changes.
    public var code: String {
        switch self {
        case .unbalanced: "unbalanced"
        case .nothingMoved: "nothing-moved"
        case .notPending: "not-pending"
        case .notPosted: "not-posted"
        }
    }

    /// A sentence for a person: what is wrong, and what to do.
    public var description: String {
        switch self {
        case .unbalanced(let difference):
            "Debits and credits differ by \(difference) fen. Name the account that the difference belongs to."
        case .nothingMoved: "The entry moves nothing. Give an amount, or leave it out."
        case .notPending(let state): "The entry is \(state.rawValue) already. Undo it by a correction."
        case .notPosted(let state): "The entry is \(state.rawValue) and does not count. Post or void it instead."
        }
    }
}
