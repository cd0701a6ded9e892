/// Why personal data cannot be read, kept or found. It says where, and never what.
public enum PersonalDataFault: Error, Equatable {
    /// What is kept there has no form that is known.
    case malformed(PersonalField)
    /// It is under a key that is not at hand.
    case unknownKey(PersonalKeyID, PersonalField)
    /// It was changed, or put there from elsewhere.
    case altered(PersonalField)
    /// Data is kept under keys that are not at hand.
    case missingKeys([PersonalKeyID])
    /// People are found by the fingerprints of another look-up key.
    case otherLookUpKey
}

extension PersonalDataFault: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .malformed(let field): "\(field) has no form that is known: bring it back from a dump"
        case .unknownKey(let key, let field): "\(field) is under the key \(key): put that back into the file of keys"
        case .altered(let field): "\(field) was changed, or put there from elsewhere: bring it back from a dump"
        case .missingKeys(let keys):
            "personal data is kept under \(keys.map(\.description).joined(separator: ", ")), not in the file of keys: "
                + "put back what is missing"
        case .otherLookUpKey:
            "people are found by another look-up key than the one in the file of keys: put that back"
        }
    }
}
