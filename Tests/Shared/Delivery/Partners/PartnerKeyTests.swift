import Testing
import Vocabulary

@testable import Delivery

@Suite("A partner's key")
struct PartnerKeyTests {
    /// By RFC 4231, test case 1, whose key is padded with zeros to our length, as HMAC does by itself.
    private let known = PartnerKey([UInt8](repeating: 0x0b, count: 20) + [UInt8](repeating: 0, count: 12))

    @Test("makes the stand-in by HMAC-SHA256")
    func algorithm() throws {
        // b0344c61d8db38535ca8afceaf0bf12b in base32.
        #expect(try #require(known).standIn(for: "Hi There") == "WA2EYYOY3M4FGXFIV7HK6C7RFM")
    }

    @Test("gives one household the same stand-in each time, and each partner another one")
    func stable() {
        let (one, other) = (PartnerKey.make(), PartnerKey.make())
        for household in [Token.make().description, UUIDv7.make().description] {
            #expect(one.standIn(for: household) == one.standIn(for: household))
            #expect(one.standIn(for: household) != other.standIn(for: household))
            #expect(one.standIn(for: household) != household)
        }
    }

    @Test("keeps the form: a token for a token, and a UUID of version 8 for a UUID")
    func form() throws {
        let key = PartnerKey.make()
        #expect(Token(key.standIn(for: Token.make().description)) != nil)
        let id = try #require(UUIDv7(key.standIn(for: UUIDv7.make().description)))
        #expect(id.high >> 12 & 0xf == 8)
        #expect(id.low >> 62 == 0b10)
    }

    @Test("has 32 bytes")
    func length() {
        #expect(PartnerKey([1, 2, 3]) == nil)
        #expect(PartnerKey.make().bytes.count == 32)
    }
}
