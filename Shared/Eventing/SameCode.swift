// A service's rules and its public language do not know each other, and write the same things by the same codes.

extension RawRepresentable<String> {
    /// The word with the same code as one of the other language.
    /// - Throws: if the other language has none such, which is then a fault of ours.
    public init(sameAs word: some RawRepresentable<String>) throws(EventFault) {
        guard let value = Self(rawValue: word.rawValue) else {
            throw .invalid(field: word.rawValue, expected: "a code of \(Self.self)")
        }
        self = value
    }
}
