import Testing

@testable import AMQP
@testable import Delivery

@Suite("The watch on redeliveries")
struct RedeliveryWatchTests {
    private let session = SessionID()

    private func delivery(_ queue: String, inVain count: Int64 = 0) -> AMQPDelivery {
        var properties = AMQPProperties()
        if count > 0 { properties.headers["x-delivery-count"] = .integer(count) }
        return AMQPDelivery(
            receipt: AMQPReceipt(session: session, tag: 1), queue: queue, exchange: "e", routingKey: "k",
            isRedelivered: count > 0, body: [], properties: properties)
    }

    @Test("takes care with what was delivered in vain twice, until the queue comes to what is new")
    func counted() {
        var watch = RedeliveryWatch()
        #expect(!watch.isSuspect(delivery("q", inVain: 1), returns: 0))
        #expect(watch.note([delivery("q", inVain: 1)], returns: 0) == .init())
        #expect(watch.isSuspect(delivery("q", inVain: 2), returns: 0))
        #expect(watch.note([delivery("q", inVain: 2)], returns: 0) == .init(careful: ["q"]))
        #expect(watch.isSuspect(delivery("q", inVain: 1), returns: 0))
        #expect(!watch.isSuspect(delivery("other", inVain: 1), returns: 0))
        #expect(watch.note([delivery("other"), delivery("q", inVain: 1)], returns: 0) == .init())
        #expect(watch.note([delivery("q")], returns: 0) == .init(usual: ["q"]))
        #expect(!watch.isSuspect(delivery("q", inVain: 1), returns: 0))
    }

    @Test("forgets a queue that is given away")
    func forgotten() {
        var watch = RedeliveryWatch()
        #expect(watch.note([delivery("q", inVain: 2)], returns: 0) == .init(careful: ["q"]))
        watch.forget(["q"])
        #expect(!watch.isSuspect(delivery("q", inVain: 1), returns: 0))
    }

    @Test("suspects nothing of what this process itself let go of, and lived")
    func returned() {
        let watch = RedeliveryWatch()
        #expect(!watch.isSuspect(delivery("q", inVain: 3), returns: 2))
        #expect(watch.isSuspect(delivery("q", inVain: 4), returns: 2))
    }

    @Test("goes back to the usual way within a batch that has both")
    func both() {
        var watch = RedeliveryWatch()
        #expect(watch.note([delivery("q", inVain: 2), delivery("q")], returns: 0) == .init(usual: ["q"]))
    }
}
