import Testing

@testable import AMQP

@Suite("Delivery buffer")
struct DeliveryBufferTests {
    private let session = SessionID()
    private var buffer = DeliveryBuffer()

    private func delivery(_ tag: UInt64, bytes: Int = 10, of queue: String = "q") -> AMQPDelivery {
        AMQPDelivery(
            receipt: AMQPReceipt(session: session, tag: tag), queue: queue, exchange: "e", routingKey: "k",
            isRedelivered: false, body: Array(repeating: 0, count: bytes), properties: AMQPProperties())
    }

    private mutating func serve() -> [[UInt64]] {
        buffer.serve().map { $0.batch.map(\.receipt.tag) }
    }

    @Test("Nobody is served without deliveries, and nothing without a waiter")
    mutating func pairing() {
        buffer.wait(1, for: .init(maximum: 10, maximumBytes: .max))
        #expect(serve().isEmpty)
        buffer.add(delivery(1))
        buffer.add(delivery(2))
        #expect(serve() == [[1, 2]])
        buffer.add(delivery(3))
        #expect(serve().isEmpty)
    }

    @Test("A batch is bounded by count, and the rest goes to the next waiter")
    mutating func count() {
        for tag in 1...3 { buffer.add(delivery(UInt64(tag))) }
        buffer.wait(1, for: .init(maximum: 2, maximumBytes: .max))
        buffer.wait(2, for: .init(maximum: 2, maximumBytes: .max))
        #expect(serve() == [[1, 2], [3]])
    }

    @Test("What some queues have delivered can be put first, each queue's in its order")
    mutating func first() {
        for (tag, queue) in zip(UInt64(1)..., ["a", "b", "c", "b", "a"]) { buffer.add(delivery(tag, of: queue)) }
        buffer.putFirst(["b", "none"])
        buffer.add(delivery(6, of: "b"))
        buffer.wait(1, for: .init(maximum: 10, maximumBytes: .max))
        #expect(serve() == [[2, 4, 1, 3, 5, 6]])
    }

    @Test("A batch is bounded by bytes, but holds at least one delivery")
    mutating func bytes() {
        buffer.add(delivery(1, bytes: 100))
        buffer.add(delivery(2))
        buffer.add(delivery(3))
        buffer.add(delivery(4))
        buffer.wait(1, for: .init(maximum: 9, maximumBytes: 25))
        buffer.wait(2, for: .init(maximum: 9, maximumBytes: 25))
        #expect(serve() == [[1], [2, 3]])
    }

    @Test("Who left is not served, and the next one gets the deliveries")
    mutating func left() {
        buffer.wait(1, for: .init(maximum: 9, maximumBytes: .max))
        #expect([buffer.leave(1), buffer.leave(1)] == [true, false])
        buffer.add(delivery(1))
        #expect(serve().isEmpty)
        buffer.wait(2, for: .init(maximum: 9, maximumBytes: .max))
        #expect(buffer.serve() == [.init(waiter: 2, batch: [delivery(1)])])
    }
}
