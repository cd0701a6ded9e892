import Testing

@testable import Runtime

@Suite("Tokens that were verified")
struct VerifiedTokensTests {
    @Test("are kept while they are asked for, and never more of them than two generations")
    func bounded() {
        var tokens = VerifiedTokens(generation: 10)
        let entry = VerifiedTokens.Entry(caller: Caller("a", as: .buyer), expiry: 0)
        tokens.keep(entry, [0])
        for number in 1...200 {
            tokens.keep(entry, [UInt8(number)])
            #expect(tokens.find([0]) != nil, "what is asked for stays")
            #expect(tokens.count <= 20)
        }
        #expect(tokens.find([1]) == nil, "what is not asked for goes")
        tokens.forget([0])
        #expect(tokens.find([0]) == nil)
        tokens.forgetAll()
        #expect(tokens.count == 0)
    }
}
