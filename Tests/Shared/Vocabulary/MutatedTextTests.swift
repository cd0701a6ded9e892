import Seeds
import Testing
import Vocabulary

@Suite("A word's text that was spoilt on its way")
struct MutatedTextTests {
    @Test("is none, or one that is written and read again as the same")
    func words() async throws {
        try await readsAgain(
            Instant.self, from: "2019-07-07T12:00:00.000Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59Z")
        try await readsAgain(Day.self, from: "2019-07-07", "2020-02-29", "9999-12-31")
        try await readsAgain(Token.self, from: "MFRGGZDFMZTWQ2LKNNWG23TPOA")
        try await readsAgain(DivisionCode.self, from: "522728", "522728100", "522728100201")
        try await readsAgain(UUIDv7.self, from: "0190163d-8694-739b-aea5-966c26f8ad91")
    }

    private func readsAgain<Word: LosslessStringConvertible & Equatable>(
        _: Word.Type, from texts: String...
    ) async throws {
        for text in texts { #expect(Word(text).map { Word($0.description) == $0 } ?? true) }
        try await forEachMutation(of: texts.map { Array($0.utf8) }) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            guard let word = Word(text) else { return }
            try demand(Word(word.description) == word, "\(text) is read as \(word), which is not read again")
        }
    }

    @Test(
        "beyond the years that can be written is no instant",
        arguments: ["0001-01-01T00:00:00+00:01", "9999-12-31T23:59:60Z"])
    func years(_ text: String) {
        #expect(Instant(text) == nil)
    }
}
