import AMQP
import Testing

@Suite("An error of the broker")
struct AMQPErrorTests {
    @Test(
        "names what is missing, and of many the first few",
        arguments: [
            (["a"], "not found: a. "), (["a", "b", "c"], "not found: a, b, c. "),
            ((0..<24).map { "q\($0)" }, "not found: q0, q1, q2 and 21 more. "),
        ])
    func missing(resources: [String], beginning: String) {
        #expect(AMQPError.notFound(resources: resources).description.hasPrefix(beginning))
    }
}
