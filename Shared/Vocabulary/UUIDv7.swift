/// An identifier that sorts by the time it was made: a UUID of version 7 (RFC 9562, 5.7).
///
/// It holds any UUID that it is given; only ``make(at:)`` promises version 7.
public struct UUIDv7: Sendable, Hashable {
    /// The first 64 bits: 48 of Unix time in milliseconds, 4 of version, 12 at random.
    public let high: UInt64
    /// The last 64 bits: 2 of variant, 62 at random.
    public let low: UInt64

    /// Makes an identifier of its 128 bits, the first ones first.
    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Makes a new identifier.
    /// - Parameter instant: the wall time to stamp it with.
    public static func make(at instant: Instant = .wallTime()) -> UUIDv7 {
        var generator = GatheredRandomness()
        return make(at: instant, using: &generator)
    }

    /// Makes a new identifier from a given source of randomness, as a generator of sample input does.
    public static func make(at instant: Instant, using generator: inout some RandomNumberGenerator) -> UUIDv7 {
        let time = UInt64(truncatingIfNeeded: instant.milliseconds) & 0xffff_ffff_ffff
        let high = time << 16 | 0x7000 | UInt64.random(in: 0...0xfff, using: &generator)
        let low = 1 << 63 | UInt64.random(in: 0...UInt64.max >> 2, using: &generator)
        return UUIDv7(high: high, low: low)
    }

    /// The instant that it was made at, in whole milliseconds.
    public var instant: Instant {
        Instant(milliseconds: Int64(high >> 16))
    }
}

extension UUIDv7: Comparable {
    /// Orders by time first.
    @inlinable
    public static func < (left: UUIDv7, right: UUIDv7) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension UUIDv7: LosslessStringConvertible {
    /// Reads the form `0190163d-8694-739b-aea5-966c26f8ad91`, in either case; nil for anything else.
    @inlinable
    public init?(_ text: some StringProtocol) {
        self.init(utf8: text.utf8)
    }

    /// Reads the 36 ASCII bytes of the text form; nil for anything else.
    @inlinable
    public init?(utf8 bytes: some Sequence<UInt8>) {
        guard let read = bytes.withContiguousStorageIfAvailable({ UUIDv7(text: UnsafeRawBufferPointer($0)) }) else {
            self.init(utf8: Array(bytes))
            return
        }
        guard let read else { return nil }
        self = read
    }

    @usableFromInline
    init?(text: UnsafeRawBufferPointer) {
        guard text.count == 36 else { return nil }
        for position in [8, 13, 18, 23] where text[position] != UInt8(ascii: "-") { return nil }
        guard let first = HexadecimalDigits(text, at: 0, and: 4).value,
            let second = HexadecimalDigits(text, at: 9, and: 14).value,
            let third = HexadecimalDigits(text, at: 19, and: 24).value,
            let fourth = HexadecimalDigits(text, at: 28, and: 32).value
        else { return nil }
        self.init(high: UInt64(first) << 32 | UInt64(second), low: UInt64(third) << 32 | UInt64(fourth))
    }

    /// The text form in lower case, as RFC 9562 writes it.
    public var description: String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            write(to: buffer)
            return 36
        }
    }

    /// Writes the 36 ASCII bytes of the text form to the start of a buffer that has room for them.
    public func write(to buffer: UnsafeMutableBufferPointer<UInt8>) {
        precondition(buffer.count >= 36, "a UUID's text takes 36 bytes")
        let text = UnsafeMutableRawBufferPointer(buffer)
        HexadecimalDigits(of: UInt32(truncatingIfNeeded: high >> 32)).write(to: text, at: 0, and: 4)
        HexadecimalDigits(of: UInt32(truncatingIfNeeded: high)).write(to: text, at: 9, and: 14)
        HexadecimalDigits(of: UInt32(truncatingIfNeeded: low >> 32)).write(to: text, at: 19, and: 24)
        HexadecimalDigits(of: UInt32(truncatingIfNeeded: low)).write(to: text, at: 28, and: 32)
        for position in [8, 13, 18, 23] { buffer[position] = UInt8(ascii: "-") }
    }
}

/// What a hexadecimal digit stands for, in lower or upper case; nil for any other byte.
@inlinable
public func hexadecimalValue(of byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
}
