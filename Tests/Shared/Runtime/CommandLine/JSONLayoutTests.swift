import Testing

@testable import Runtime

@Suite("JSON for people")
struct JSONLayoutTests {
    @Test("is laid out by its brackets, with its members in their order")
    func layout() {
        let json = #"{"b":[1,{"c":"x"}],"a":{},"d":[ ]}"#
        #expect(
            JSONLayout.lay(out: json) == """
                {
                    "b": [
                        1,
                        {
                            "c": "x"
                        }
                    ],
                    "a": {},
                    "d": []
                }
                """)
    }

    @Test("keeps what stands in quotes as it is", arguments: [#""a, {b}: [c]""#, #""\"quoted\" \\""#, #""猴橘""#])
    func quotes(text: String) {
        #expect(JSONLayout.lay(out: text) == text)
    }

    @Test("what is laid out is laid out the same again, and what is no JSON does no harm")
    func again() {
        let once = JSONLayout.lay(out: #"{"a":[1,2]}"#)
        #expect(JSONLayout.lay(out: once) == once)
        #expect(JSONLayout.lay(out: "]]}{oops").contains("oops"))
    }
}
