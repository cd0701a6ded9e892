public import Vocabulary

/// Why a producer was not taken on, or what is told of a household was not believed.
public enum ProducerRefusal: Error, Equatable {
    /// The code is not one of a county.
    case notACounty(DivisionCode)
    /// A household without a token.
    case tokenMissing
    /// A household with a name, which must not be known here.
    case householdNamed
    /// A token on what is not a household.
    case tokenOfNoHousehold
    /// A cooperative, enterprise or operator without a name in both languages.
    case nameMissing
    /// The standing of one household was told of another.
    case anotherHousehold
    /// A later version of the standing is known already.
    case outdated(known: Int32)

    /// The stable name of the rule broken.
    public var code: String {
        switch self {
        case .notACounty: "not-a-county"
        case .tokenMissing: "token-missing"
        case .householdNamed: "household-named"
        case .tokenOfNoHousehold: "token-of-no-household"
        case .nameMissing: "name-missing"
        case .anotherHousehold: "another-household"
        case .outdated: "outdated"
        }
    }
}

extension ProducerRefusal: CustomStringConvertible {
    /// A sentence for a person that says what to do.
    public var description: String {
        switch self {
        case .notACounty(let code): "\(code) is no county; give the six digits of GB/T 2260."
        case .tokenMissing: "Scan the token on the household's card."
        case .householdNamed: "Leave the name out: a household is known here by its token alone."
        case .tokenOfNoHousehold: "Leave the token out: only a household has one."
        case .nameMissing: "Give its public name in Chinese and in English."
        case .anotherHousehold: "Tell it of the household whose token it names."
        case .outdated(let known): "Nothing is to be done: version \(known) of this household is known already."
        }
    }
}
