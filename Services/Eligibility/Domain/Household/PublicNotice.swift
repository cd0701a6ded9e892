/// What a posted notice says of a head of household. There is no way to make one that shows a whole name or number.
public struct PublicNotice: Sendable, Hashable {
    /// The first character of the name, and a star for each other one.
    public let maskedName: String
    /// The first six and the last two characters of the identity number, and stars between them.
    public let maskedIdentityNumber: String

    /// Masks what identifies the head.
    public init(masking name: String, identityNumber: String) {
        maskedName = Self.mask(name, showingFirst: 1, last: 0)
        maskedIdentityNumber = Self.mask(identityNumber, showingFirst: 6, last: 2)
    }

    /// Stars for all but the ends; for everything when the ends would leave nothing hidden.
    private static func mask(_ text: String, showingFirst first: Int, last: Int) -> String {
        let hidden = text.count - first - last
        guard hidden > 0 else { return String(repeating: "*", count: text.count) }
        return text.prefix(first) + String(repeating: "*", count: hidden) + text.suffix(last)
    }
}
