/// The 64-bit xxHash with the seed 0 (XXH64, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md): stable across
/// machines and versions, unlike Swift's own. It takes 32 bytes at a time, where FNV-1a takes one.
public func xxh64(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { XXH64($0).value }
}

private struct XXH64 {
    private static let primes: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
        0x9e37_79b1_85eb_ca87, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9, 0x85eb_ca77_c2b2_ae63,
        0x27d4_eb2f_1656_67c5
    )

    private(set) var value: UInt64

    init(_ bytes: UnsafeRawBufferPointer) {
        var position = 0
        value = bytes.count < 32 ? Self.primes.4 : Self.stripes(of: bytes, &position)
        value &+= UInt64(bytes.count)
        while position + 8 <= bytes.count {
            value = Self.rotate(value ^ Self.round(0, Self.word(bytes, position)), 27) &* Self.primes.0 &+ Self.primes.3
            position += 8
        }
        if position + 4 <= bytes.count {
            let half = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
            value = Self.rotate(value ^ UInt64(half) &* Self.primes.0, 23) &* Self.primes.1 &+ Self.primes.2
            position += 4
        }
        for byte in bytes[position...] {
            value = Self.rotate(value ^ UInt64(byte) &* Self.primes.4, 11) &* Self.primes.0
        }
        value = (value ^ value >> 33) &* Self.primes.1
        value = (value ^ value >> 29) &* Self.primes.2
        value ^= value >> 32
    }

    /// What all whole stripes of 32 bytes come to, and where they end.
    private static func stripes(of bytes: UnsafeRawBufferPointer, _ position: inout Int) -> UInt64 {
        var lanes = (primes.0 &+ primes.1, primes.1, UInt64(0), 0 &- primes.0)
        while position + 32 <= bytes.count {
            lanes.0 = round(lanes.0, word(bytes, position))
            lanes.1 = round(lanes.1, word(bytes, position + 8))
            lanes.2 = round(lanes.2, word(bytes, position + 16))
            lanes.3 = round(lanes.3, word(bytes, position + 24))
            position += 32
        }
        let sum = rotate(lanes.0, 1) &+ rotate(lanes.1, 7) &+ rotate(lanes.2, 12) &+ rotate(lanes.3, 18)
        return [lanes.0, lanes.1, lanes.2, lanes.3].reduce(sum) { ($0 ^ round(0, $1)) &* primes.0 &+ primes.3 }
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotate(lane &+ word &* primes.1, 31) &* primes.0
    }

    private static func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 {
        word << bits | word >> (64 - bits)
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }
}
