internal import Crypto
internal import Vocabulary

/// A partner's key, by which the same household, buyer or producer has another name for each partner.
public struct PartnerKey: Sendable, Equatable {
    /// How many bytes a key has.
    public static let length = 32

    /// The key itself.
    public let bytes: [UInt8]
    /// What the key does to each code, worked out once: half of what a code takes.
    private let keyed: HMAC<SHA256>

    /// Takes a key; nil if it has another length.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.init(whole: bytes)
    }

    private init(whole bytes: [UInt8]) {
        self.bytes = bytes
        keyed = HMAC(key: SymmetricKey(data: bytes))
    }

    /// Makes a new one.
    public static func make() -> PartnerKey {
        var generator = SystemRandomNumberGenerator()
        return PartnerKey(
            whole: (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// Keys are told apart by their bytes.
    public static func == (left: PartnerKey, right: PartnerKey) -> Bool {
        left.bytes == right.bytes
    }

    /// The stand-in of an identifier: the first 128 bits of its HMAC-SHA256 (RFC 2104), in the form of what it stands for.
    /// A UUID gets one of version 8 (RFC 9562, 5.8), and all else a token.
    public func standIn(for identifier: String) -> String {
        var code = keyed
        code.update(data: Array(identifier.utf8))
        let words = Array(code.finalize().prefix(16)).reduce(into: (high: UInt64(0), low: UInt64(0))) { words, byte in
            words.high = words.high << 8 | words.low >> 56
            words.low = words.low << 8 | UInt64(byte)
        }
        guard UUIDv7(identifier) != nil else {
            var generator = Given(words: [words.high, words.low])
            return Token.make(using: &generator).description
        }
        let high = words.high & ~0xf000 | 0x8000
        return UUIDv7(high: high, low: words.low & (UInt64.max >> 2) | 1 << 63).description
    }
}

/// Gives what it was given, once.
private struct Given: RandomNumberGenerator {
    var words: [UInt64]

    mutating func next() -> UInt64 { words.removeFirst() }
}
