internal import EligibilityDomain

/// All that tells who a member of a household is. It stays in this service's schema, encrypted, and is described by nothing.
public struct PersonalFields: Sendable, Hashable {
    /// The whole name.
    public let name: String
    /// The 18 characters of the resident identity number (GB 11643).
    public let identityNumber: String
    /// A telephone number; nil if there is none.
    public let phone: String?

    /// Makes them of what a form says.
    public init(name: String, identityNumber: String, phone: String?) {
        self.name = name
        self.identityNumber = identityNumber
        self.phone = phone
    }

    /// What a posted notice shows of it.
    var notice: PublicNotice { PublicNotice(masking: name, identityNumber: identityNumber) }
}

extension PersonalFields: CustomStringConvertible, CustomReflectable {
    /// Says nothing, so that no log can.
    public var description: String { "(personal)" }
    /// Shows nothing, so that no dump can.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
