/// What something is called, in both languages of the house.
public struct Title: Sendable, Hashable {
    /// In Chinese.
    public let chinese: String
    /// In English.
    public let english: String

    /// Makes a title; nil if either language is blank.
    public init?(chinese: String, english: String) {
        guard !chinese.isBlank, !english.isBlank else { return nil }
        self.chinese = chinese
        self.english = english
    }
}

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
