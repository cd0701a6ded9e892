import Testing

@testable import AMQP

@Suite("Consumer tags")
struct ConsumerTagsTests {
    private var tags = ConsumerTags()

    @Test("A queue that is consumed again gets another tag, and deliveries under the old one still name the queue")
    mutating func again() {
        let first = tags.newTag(for: "q")
        let removed = tags.removeTag(of: "q")
        let second = tags.newTag(for: "q")
        #expect(removed == first)
        #expect(first != second)
        #expect(tags.queue(of: first) == "q")
        #expect(tags.queue(of: second) == "q")
    }

    @Test("The broker's cancellation counts for the current consumer only, and once")
    mutating func cancellation() {
        let first = tags.newTag(for: "q")
        let second = tags.newTag(for: "q")
        let cancelled = [tags.cancelled(first), tags.cancelled(second), tags.cancelled(second), tags.cancelled("?")]
        #expect(cancelled == [nil, "q", nil, nil])
    }
}
