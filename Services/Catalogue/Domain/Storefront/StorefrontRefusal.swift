public import Vocabulary

/// Why a pavilion or a sub-platform was not opened or closed.
public enum StorefrontRefusal: Error, Equatable {
    /// What has no row in the state table.
    case notInState(StorefrontState)
    /// A name lacks its Chinese or its English form.
    case nameIncomplete
    /// The code is not one of a county.
    case notACounty(DivisionCode)

    /// The stable name of the rule broken.
    public var code: String {
        switch self {
        case .notInState: "not-in-state"
        case .nameIncomplete: "name-incomplete"
        case .notACounty: "not-a-county"
        }
    }
}

extension StorefrontRefusal: CustomStringConvertible {
    /// A sentence for a person that says what to do.
    public var description: String {
        switch self {
        case .notInState(let state): "It is \(state.rawValue) already; open a new one instead."
        case .nameIncomplete: "Give its name in Chinese and in English."
        case .notACounty(let code): "\(code) is no county; give the six digits of GB/T 2260."
        }
    }
}
