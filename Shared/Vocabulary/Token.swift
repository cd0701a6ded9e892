/// An opaque stand-in for a household or a buyer: 128 random bits in base32, never derived from a person.
public struct Token: Sendable, Hashable, Comparable, LosslessStringConvertible {
    /// 26 characters of the alphabet of RFC 4648, without padding.
    public let description: String

    /// Takes a token as it was received; nil if it is not 26 characters of base32.
    public init?(_ text: String) {
        guard text.utf8.count == Self.length, text.utf8.allSatisfy(Self.isDigit) else { return nil }
        description = text
    }

    /// Makes a new one.
    public static func make() -> Token {
        var generator = SystemRandomNumberGenerator()
        return make(using: &generator)
    }

    /// Makes a new one from a given source of randomness, as a generator of sample input does.
    public static func make(using generator: inout some RandomNumberGenerator) -> Token {
        Token(bits: (generator.next(), generator.next()))
    }

    private init(bits: (UInt64, UInt64)) {
        var rest = bits
        var text: [UInt8] = []
        for _ in 0..<Self.length {
            text.append(Self.alphabet[Int(rest.0 >> 59)])
            rest = (rest.0 << 5 | rest.1 >> 59, rest.1 << 5)
        }
        description = String(decoding: text, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (UInt8(ascii: "2")...UInt8(ascii: "7")).contains(byte)
    }

    private static let length = 26
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// Orders by the characters.
    public static func < (left: Token, right: Token) -> Bool {
        left.description < right.description
    }
}
