import Seeds
import Testing
import Vocabulary

@Suite("A token")
struct TokenTests {
    @Test("is 26 characters of base32 that come back as a token")
    func form() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<1_000 {
            let token = Token.make(using: &generator)
            #expect(token.description.utf8.count == 26)
            #expect(Token(token.description) == token)
        }
    }

    /// As RFC 4648 writes 16 bytes, without the padding.
    @Test(
        "writes its 128 bits from the first to the last",
        arguments: [
            ([0, 0], "AAAAAAAAAAAAAAAAAAAAAAAAAA"),
            ([.max, .max], "77777777777777777777777774"),
            ([1 << 63, 0], "QAAAAAAAAAAAAAAAAAAAAAAAAA"),
            ([0, 1], "AAAAAAAAAAAAAAAAAAAAAAAAAE"),
            ([1, 0], "AAAAAAAAAAAACAAAAAAAAAAAAA"),
            ([0x6162_6364_6566_6768, 0x696a_6b6c_6d6e_6f70], "MFRGGZDFMZTWQ2LKNNWG23TPOA"),
        ] as [([UInt64], String)])
    func bits(words: [UInt64], text: String) {
        var source = FixedWords(words: words)
        #expect(Token.make(using: &source).description == text)
    }

    @Test("is random: no two are alike, and every bit varies")
    func randomness() {
        let tokens = (0..<1_000).map { _ in Token.make().description }
        #expect(Set(tokens).count == tokens.count)
        for position in 0..<26 {
            let seen = Set(tokens.map { Array($0.utf8)[position] })
            // The last character holds three bits only.
            #expect(seen.count == (position < 25 ? 32 : 8))
        }
    }

    @Test(
        "is refused in any other form",
        arguments: [
            "", "MFRGGZDFMZTWQ2LKNNWG23TPO", "MFRGGZDFMZTWQ2LKNNWG23TPOAA", "mfrggzdfmztwq2lknnwg23tpoa",
            "MFRGGZDFMZTWQ2LKNNWG23TPO0", "MFRGGZDFMZTWQ2LKNNWG23TPO1", "MFRGGZDFMZTWQ2LKNNWG23TPO8",
            "MFRGGZDFMZTWQ2LKNNWG23TPO=", "MFRGGZDFMZTWQ2LKNNWG23TPO ", "MFRGGZDFMZTWQ2LKNNWG23TPOＡ",
        ])
    func refused(text: String) {
        #expect(Token(text) == nil)
    }

    @Test("sorts by its characters")
    func order() throws {
        let low = try #require(Token("22222222222222222222222222"))
        let high = try #require(Token("AAAAAAAAAAAAAAAAAAAAAAAAAA"))
        #expect(low < high)
    }
}

/// A source of randomness that gives what it was given.
private struct FixedWords: RandomNumberGenerator {
    var words: [UInt64]

    mutating func next() -> UInt64 {
        words.removeFirst()
    }
}
