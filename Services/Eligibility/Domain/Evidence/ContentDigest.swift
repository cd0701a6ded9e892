/// The SHA-256 digest of something kept elsewhere, as 64 hexadecimal digits in lower case.
public struct ContentDigest: Sendable, Hashable, LosslessStringConvertible {
    /// The digits.
    public let description: String

    /// Reads 64 hexadecimal digits in lower case; nil for anything else.
    public init?(_ text: String) {
        let digits = Set("0123456789abcdef".utf8)
        guard text.utf8.count == 64, text.utf8.allSatisfy(digits.contains) else { return nil }
        description = text
    }
}
