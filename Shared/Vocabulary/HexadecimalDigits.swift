/// Eight hexadecimal digits that lie in one word, and are read or written at once.
///
/// Every event has a dozen identifiers, and they are read and written more often than anything else. Sums of bytes under 128 and constants
/// under 128 never reach the byte above them, so that one addition compares all eight.
struct HexadecimalDigits {
    /// The first digit in the lowest byte.
    private let bytes: UInt64

    /// Takes four digits that stand at one place and four at another, which may be right behind.
    init(_ text: UnsafeRawBufferPointer, at first: Int, and second: Int) {
        let firstHalf = UInt32(littleEndian: text.loadUnaligned(fromByteOffset: first, as: UInt32.self))
        let secondHalf = UInt32(littleEndian: text.loadUnaligned(fromByteOffset: second, as: UInt32.self))
        bytes = UInt64(firstHalf) | UInt64(secondHalf) << 32
    }

    /// The digits of a value, in lower case.
    init(of value: UInt32) {
        let fours = UInt64(value.byteSwapped)
        let pairs = (fours | fours << 16) & 0x0000_ffff_0000_ffff
        let apart = (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff
        let nibbles = (apart >> 4 | apart << 8) & Self.each(0x0f)
        // Ten and six is sixteen: what is no figure reaches the fifth bit. From 9 to a it is 39 further than to the next figure.
        let letters = (nibbles &+ Self.each(0x06)) >> 4 & Self.each(0x01)
        bytes = nibbles &+ Self.each(UInt8(ascii: "0")) &+ letters &* 39
    }

    /// Writes four of them to one place and four to another, which may be right behind.
    func write(to text: UnsafeMutableRawBufferPointer, at first: Int, and second: Int) {
        text.storeBytes(of: UInt32(truncatingIfNeeded: bytes).littleEndian, toByteOffset: first, as: UInt32.self)
        text.storeBytes(of: UInt32(truncatingIfNeeded: bytes >> 32).littleEndian, toByteOffset: second, as: UInt32.self)
    }

    /// What they stand for, in lower or upper case; nil if one is no digit.
    var value: UInt32? {
        guard areDigits else { return nil }
        // A letter has the bit 64, and its last four bits say 1 for A: nine less than what it stands for.
        let nibbles = bytes & Self.each(0x0f) &+ (bytes >> 6 & Self.each(0x01)) &* 9
        let pairs = (nibbles << 4 | nibbles >> 8) & 0x00ff_00ff_00ff_00ff
        let fours = (pairs | pairs >> 8) & 0x0000_ffff_0000_ffff
        return UInt32(truncatingIfNeeded: fours | fours >> 16).byteSwapped
    }

    private var areDigits: Bool {
        guard bytes & Self.each(0x80) == 0 else { return false }
        let lowercase = bytes | Self.each(0x20)
        let areFigures = reach(bytes, UInt8(ascii: "0")) & ~reach(bytes, UInt8(ascii: "9") + 1)
        let areLetters = reach(lowercase, UInt8(ascii: "a")) & ~reach(lowercase, UInt8(ascii: "f") + 1)
        return (areFigures | areLetters) & Self.each(0x80) == Self.each(0x80)
    }

    /// Sets the highest bit of each byte that is a value or more.
    private func reach(_ bytes: UInt64, _ value: UInt8) -> UInt64 {
        bytes &+ Self.each(0x80 - value)
    }

    /// A word of eight times the same byte.
    private static func each(_ byte: UInt8) -> UInt64 {
        UInt64(byte) &* 0x0101_0101_0101_0101
    }
}
