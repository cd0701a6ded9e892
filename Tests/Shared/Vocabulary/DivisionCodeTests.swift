import Testing
import Vocabulary

@Suite("A division code")
struct DivisionCodeTests {
    @Test(
        "is a county's, a township's or a village's by its length, and lies in its county",
        arguments: [
            ("522728", DivisionCode.Level.county), ("522728100", .township), ("522728100201", .village),
        ])
    func levels(text: String, level: DivisionCode.Level) throws {
        let code = try #require(DivisionCode(text))
        #expect(code.level == level)
        #expect(code.description == text)
        #expect(code.county.description == "522728")
        #expect(code.county.level == .county)
    }

    @Test(
        "is refused in any other form",
        arguments: ["", "52272", "5227281", "52272810", "5227281002", "5227281002011", "52272a", "52 728", "５２"])
    func refused(text: String) {
        #expect(DivisionCode(text) == nil)
    }

    @Test("sorts a county before what lies in it, and that before the next county")
    func order() throws {
        let texts = ["510131", "522728", "522728100", "522728100201", "522728101", "522729"]
        let codes = try texts.map { try #require(DivisionCode($0)) }
        #expect(codes.reversed().sorted() == codes)
    }
}
