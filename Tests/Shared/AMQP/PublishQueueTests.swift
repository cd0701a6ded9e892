import Testing

@testable import AMQP

@Suite("Publish queue")
struct PublishQueueTests {
    private var queue = PublishQueue(window: ConfirmWindow(maximumCount: 3, maximumBytes: 1_000))
    private let now = ContinuousClock.now
    private let loss = AMQPError.connectionLost(reason: "test")

    private func messages(_ ids: String?...) -> [AMQPMessage] {
        ids.map { AMQPMessage(exchange: "e", routingKey: "k", body: [1], messageID: $0) }
    }

    private mutating func sendAll() -> [String?] {
        var sent: [String?] = []
        while let message = queue.next() { sent.append(message.messageID) }
        return sent
    }

    @Test("Messages leave in the order of the calls, as far as the window reaches")
    mutating func order() {
        queue.add(messages("a", "b"), as: 1, deadline: now)
        queue.add(messages("c", "d"), as: 2, deadline: now)
        #expect(sendAll() == ["a", "b", "c"])
        #expect(queue.hasUnsent)
        queue.answered(.confirmed, tag: 1, multiple: false)
        #expect(sendAll() == ["d"])
        #expect(!queue.hasUnsent)
        #expect(queue.unconfirmed == 3)
    }

    @Test("A call is finished once all its messages are settled, with the outcomes in their order")
    mutating func finish() {
        queue.add(messages("a", "b", "c"), as: 1, deadline: now)
        _ = sendAll()
        queue.answered(.nacked, tag: 3, multiple: false)
        queue.returned(key: "a", code: 312, reason: "NO_ROUTE")
        #expect(queue.takeFinished().isEmpty)
        queue.answered(.confirmed, tag: 2, multiple: true)
        #expect(
            queue.takeFinished()
                == [.init(call: 1, outcomes: [.returned(code: 312, reason: "NO_ROUTE"), .confirmed, .nacked])])
        #expect(queue.takeFinished().isEmpty)
        #expect(queue.isEmpty)
    }

    @Test("A lost connection ends every call: what was sent is unknown, the rest unsent")
    mutating func lost() {
        queue.add(messages("a", "b"), as: 1, deadline: now)
        queue.add(messages("c", "d"), as: 2, deadline: now)
        queue.add(messages("e"), as: 3, deadline: now)
        _ = sendAll()
        queue.answered(.confirmed, tag: 1, multiple: false)
        queue.connectionLost(loss)
        #expect(
            queue.takeFinished() == [
                .init(call: 1, outcomes: [.confirmed, .unknown(loss)]),
                .init(call: 2, outcomes: [.unknown(loss), .unsent(loss)]),
                .init(call: 3, outcomes: [.unsent(loss)]),
            ])
        #expect(queue.isEmpty)
        #expect(queue.next() == nil)
    }

    @Test("After a loss, tags of the new connection belong to the new messages")
    mutating func tagsAfterLoss() {
        queue.add(messages("a", "b"), as: 1, deadline: now)
        _ = sendAll()
        queue.connectionLost(loss)
        _ = queue.takeFinished()
        queue.add(messages("c"), as: 2, deadline: now)
        #expect(sendAll() == ["c"])
        queue.answered(.confirmed, tag: 1, multiple: false)
        #expect(queue.takeFinished() == [.init(call: 2, outcomes: [.confirmed])])
    }

    @Test("A call whose time is over ends; what it sent still fills the window, and its late answer is no other's")
    mutating func expiry() {
        queue.add(messages("a", "b", "c", "d"), as: 1, deadline: now)
        queue.add(messages("e"), as: 2, deadline: now + .seconds(1))
        _ = sendAll()
        queue.expire(at: now, for: .timeout(awaiting: "test"))
        let timeout = AMQPError.timeout(awaiting: "test")
        let unknown = PublishOutcome.unknown(timeout)
        #expect(
            queue.takeFinished() == [.init(call: 1, outcomes: [unknown, unknown, unknown, .unsent(timeout)])])
        #expect(queue.next() == nil)
        queue.answered(.confirmed, tag: 3, multiple: true)
        #expect(queue.takeFinished().isEmpty)
        #expect(sendAll() == ["e"])
        queue.answered(.confirmed, tag: 4, multiple: false)
        #expect(queue.takeFinished() == [.init(call: 2, outcomes: [.confirmed])])
    }

    @Test("A mandatory message without an id gets one, so that its return can be told from others")
    mutating func stampedID() {
        queue.add(messages(nil, nil), as: 1, deadline: now)
        #expect(sendAll() == ["1", "2"])
        queue.returned(key: "2", code: 312, reason: "NO_ROUTE")
        queue.answered(.confirmed, tag: 2, multiple: true)
        #expect(
            queue.takeFinished()
                == [.init(call: 1, outcomes: [.confirmed, .returned(code: 312, reason: "NO_ROUTE")])])
    }

    @Test("A message that cannot be put on the wire is not sent, and the others of its call are")
    mutating func invalid() {
        var long = messages("x")[0]
        long.routingKey = String(repeating: "k", count: 256)
        queue.add([long] + messages("a"), as: 1, deadline: now)
        #expect(sendAll() == ["a"])
        queue.answered(.confirmed, tag: 1, multiple: false)
        let outcomes = queue.takeFinished().first?.outcomes
        #expect(outcomes?.last == .confirmed)
        guard case .unsent(.invalidMessage) = outcomes?.first else {
            Issue.record("the long routing key was taken: \(String(describing: outcomes))")
            return
        }
    }

    @Test("A call of invalid messages only is finished at once")
    mutating func allInvalid() {
        var large = messages("x")[0]
        large.headers = ["h": .string(String(repeating: "x", count: 70_000))]
        queue.add([large], as: 1, deadline: now)
        #expect(queue.takeFinished().count == 1)
        #expect(!queue.hasUnsent)
    }
}
