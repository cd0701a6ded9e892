/// What a key of personal data is called by: four bytes, which stand before all that is encrypted under it.
public struct PersonalKeyID: Sendable, Hashable {
    /// The four bytes.
    let bytes: [UInt8]

    /// How many bytes it has.
    static let length = 4

    /// Takes four bytes; nil for any other number of them.
    init?(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
        if self.bytes.count != Self.length { return nil }
    }

    /// Makes one at random. Whoever adds a key sees that no other has its name.
    static func make() -> PersonalKeyID {
        var random = SystemRandomNumberGenerator()
        return PersonalKeyID(number: random.next())
    }

    private init(number: UInt32) {
        bytes = withUnsafeBytes(of: number.bigEndian, Array.init)
    }
}

extension PersonalKeyID: LosslessStringConvertible {
    /// Eight hexadecimal digits in lower case.
    public var description: String {
        bytes.map { ($0 < 0x10 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Reads eight hexadecimal digits; nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 2 * Self.length, text.allSatisfy(\.isHexDigit), let number = UInt32(text, radix: 16)
        else { return nil }
        self.init(number: number)
    }
}
