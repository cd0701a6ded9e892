import Seeds
import Testing
import Vocabulary

@Suite("A UUID")
struct UUIDv7Tests {
    private let text = "0190163d-8694-739b-aea5-966c26f8ad91"

    @Test("is read from its text in either case, and written in lower case")
    func readAndWritten() throws {
        let id = try #require(UUIDv7(text))
        #expect(id.high == 0x0190_163d_8694_739b)
        #expect(id.low == 0xaea5_966c_26f8_ad91)
        #expect(id.description == text)
        #expect(UUIDv7(text.uppercased()) == id)
        #expect(UUIDv7(utf8: Array(text.utf8)) == id)
    }

    @Test("of any bits comes back from its text", arguments: UInt64(0)..<100)
    func roundTrip(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let id = UUIDv7(high: generator.next(), low: generator.next())
        #expect(UUIDv7(id.description) == id)
    }

    @Test(
        "is refused in any other form",
        arguments: [
            "", "0190163d-8694-739b-aea5-966c26f8ad9", "0190163d-8694-739b-aea5-966c26f8ad911",
            "0190163d8694739baea5966c26f8ad91", "{0190163d-8694-739b-aea5-966c26f8ad91}",
            "0190163g-8694-739b-aea5-966c26f8ad91", "0190163d-8694-739b-aea5_966c26f8ad91",
            "0190163-d8694-739b-aea5-966c26f8ad91", " 190163d-8694-739b-aea5-966c26f8ad91",
            "０190163d-8694-739b-aea5-966c26f8ad91", "-190163d-8694-739b-aea5-966c26f8ad91",
        ])
    func refused(text: String) {
        #expect(UUIDv7(text) == nil)
    }

    @Test("is refused with any other byte in the place of any digit", arguments: UInt8.min...UInt8.max)
    func digits(byte: UInt8) {
        let digit = Character(Unicode.Scalar(byte)).isASCII ? Character(Unicode.Scalar(byte)).hexDigitValue : nil
        for (position, separator) in text.utf8.enumerated() where separator != UInt8(ascii: "-") {
            var bytes = Array(text.utf8)
            bytes[position] = byte
            let read = UUIDv7(utf8: bytes)
            #expect((read == nil) == (digit == nil), "at \(position)")
            #expect(read.map(\.description) == digit.map { _ in String(decoding: bytes, as: UTF8.self).lowercased() })
        }
    }

    @Test("that was made bears version 7, the variant of RFC 9562, and its time")
    func bits() {
        var generator = SplitMix64(seed: 1)
        let instant = Instant(milliseconds: 1_562_500_800_123)
        for _ in 0..<1_000 {
            let id = UUIDv7.make(at: instant, using: &generator)
            #expect(id.high >> 12 & 0xf == 7)
            #expect(id.low >> 62 == 0b10)
            #expect(id.instant == instant)
        }
    }

    @Test("is made at random but for these: no bit stays the same, and no two are alike")
    func randomness() {
        var generator = SplitMix64(seed: 2)
        let ids = (0..<1_000).map { _ in UUIDv7.make(at: Instant(milliseconds: 0), using: &generator) }
        let everSet: (high: UInt64, low: UInt64) = ids.reduce((0, 0)) { ($0.0 | $1.high, $0.1 | $1.low) }
        let alwaysSet: (high: UInt64, low: UInt64) = ids.reduce((.max, .max)) { ($0.0 & $1.high, $0.1 & $1.low) }
        #expect(everSet == (0x7fff, 0xbfff_ffff_ffff_ffff))
        #expect(alwaysSet == (0x7000, 0x8000_0000_0000_0000))
        #expect(Set(ids).count == ids.count)
    }

    @Test("is made at random by many at once: no bit stays the same, and no two are alike")
    func randomnessOfAll() async {
        let ids = await withTaskGroup(of: [UUIDv7].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<2_000).map { _ in UUIDv7.make(at: Instant(milliseconds: 0)) } }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        let everSet: (high: UInt64, low: UInt64) = ids.reduce((0, 0)) { ($0.0 | $1.high, $0.1 | $1.low) }
        let alwaysSet: (high: UInt64, low: UInt64) = ids.reduce((.max, .max)) { ($0.0 & $1.high, $0.1 & $1.low) }
        #expect(everSet == (0x7fff, 0xbfff_ffff_ffff_ffff))
        #expect(alwaysSet == (0x7000, 0x8000_0000_0000_0000))
        #expect(Set(ids.map(\.low)).count == ids.count)
    }

    @Test("sorts by the time it was made, as a value and as a text")
    func order() {
        var generator = SplitMix64(seed: 3)
        let instants = (0..<200).map { _ in Int64.random(in: 0..<1 << 48, using: &generator) }.sorted()
        let ids = instants.map { UUIDv7.make(at: Instant(milliseconds: $0), using: &generator) }
        #expect(ids.shuffled(using: &generator).sorted() == ids)
        #expect(ids.map(\.description).sorted() == ids.map(\.description))
        #expect(UUIDv7(high: 1, low: 0) < UUIDv7(high: 1, low: 1))
        #expect(!(UUIDv7(high: 1, low: 1) < UUIDv7(high: 1, low: 1)))
    }
}
