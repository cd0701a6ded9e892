import Contracts
import Eventing
import Testing

@Suite("A JSON value")
struct JSONTests {
    @Test("is laid out over lines in the order of its members, and reads back the same")
    func layout() throws {
        let value: JSON = [
            "b": [1, "two\n\"橘\"", true, .null], "a": [:], "list": [], "object": ["deep": -3],
        ]
        let text = """
            {
              "b": [
                1,
                "two\\n\\"橘\\"",
                true,
                null
              ],
              "a": {},
              "list": [],
              "object": {
                "deep": -3
              }
            }

            """
        #expect(value.text == text)
        #expect(try JSON(parsing: text.utf8) == value)
        #expect(try JSON(parsing: text.utf8).text == text)
    }

    @Test("is equal to one with its members in another order, and to no other")
    func equal() {
        #expect(["a": 1, "b": 2] as JSON == ["b": 2, "a": 1])
        #expect(["a": 1] as JSON != ["a": 1, "b": 2])
        #expect([1, 2] as JSON != [2, 1])
        #expect("1" as JSON != 1)
    }

    @Test(
        "is refused where it is not well formed",
        arguments: ["", "{", "[1", "{\"a\"}", "{\"a\":1,}", "[1,]", "nul", "\"", "\"\\", "[] []", "{1:2}", "1x"])
    func malformed(text: String) {
        #expect(throws: EventFault.self) { try JSON(parsing: text.utf8) }
    }

    @Test("of endless depth is refused")
    func depth() {
        #expect(throws: EventFault.self) { try JSON(parsing: String(repeating: "[", count: 100_000).utf8) }
    }

    @Test("takes a member in its old place, or as the last one")
    func with() {
        let value: JSON = ["a": 1, "b": 2]
        #expect(value.with("a", 3).with("c", 4).members.map(\.name) == ["a", "b", "c"])
        #expect(value.with("a", nil) == value)
    }
}
