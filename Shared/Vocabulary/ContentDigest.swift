/// The SHA-256 digest of something kept elsewhere, such as a photograph, minutes or a signature.
public struct ContentDigest: Sendable, Hashable, LosslessStringConvertible {
    /// 64 hexadecimal digits in lower case.
    public let description: String

    /// Reads 64 hexadecimal digits in lower case; nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 64, text.utf8.allSatisfy(Self.isDigit) else { return nil }
        description = text
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
