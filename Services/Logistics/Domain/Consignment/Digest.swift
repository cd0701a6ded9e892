/// The SHA-256 of a photograph, a signature or a code, which stand outside of the rules themselves.
public struct Digest: Sendable, Hashable, LosslessStringConvertible {
    /// 64 hexadecimal digits in lower case.
    public let description: String

    /// Takes a digest as it was received; nil if it is not 64 hexadecimal digits in lower case.
    public init?(_ text: String) {
        guard text.utf8.count == 64, text.utf8.allSatisfy(Self.isHexadecimal) else { return nil }
        description = text
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
