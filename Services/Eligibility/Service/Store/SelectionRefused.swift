internal import Runtime
internal import Vocabulary

/// Why households could not be selected.
enum SelectionRefused: Refused {
    /// No household has the token.
    case unknown(Token)
    /// More are selected than one command works through.
    case tooMany

    var code: String {
        switch self {
        case .unknown: "household-unknown"
        case .tooMany: "too-many-households"
        }
    }

    var description: String {
        switch self {
        case .unknown(let token): "No household has the token \(token): look it up in the list."
        case .tooMany: "More than \(HouseholdSelection.limit) households are selected: name a county, or fewer of them."
        }
    }
}
