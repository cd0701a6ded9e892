@testable import Runtime
import Testing

@Suite("Media types of requests")
struct MediaRangeTests {
    @Test(
        "JSON is what says so, with whatever parameters",
        arguments: [
            ("application/json", true), ("Application/JSON; charset=utf-8", true),
            ("application/cloudevents+json", true), ("text/json", false), ("application/xml", false),
            ("application/x-www-form-urlencoded", false), ("", false),
        ])
    func isJSON(_ text: String, _ expected: Bool) {
        #expect(MediaRange(text).isJSON == expected)
    }

    @Test(
        "JSON is accepted by whom it is admitted",
        arguments: [
            ("*/*", true), ("application/*", true), ("application/json;q=0.1", true),
            ("application/problem+json", true),
            ("application/json;q=0", false), ("text/html", false), ("text/*", false),
        ])
    func admitsJSON(_ text: String, _ expected: Bool) {
        #expect(MediaRange(text).admitsJSON == expected)
    }
}
