import Seeds
import Testing

@testable import AMQP

@Suite("Confirm window")
struct ConfirmWindowTests {
    private var window = ConfirmWindow(maximumCount: 4, maximumBytes: 100)

    /// Sends this many messages of one call, ten bytes each, with the return keys a, b, c, d.
    private mutating func send(_ count: Int) {
        for index in 0..<count {
            window.enter(.init(call: 1, index: index), bytes: 10, returnKey: ["a", "b", "c", "d"][index])
        }
    }

    private func settled(_ outcomes: (Int, PublishOutcome)...) -> [ConfirmWindow.Settled] {
        outcomes.map { .init(ticket: .init(call: 1, index: $0.0), outcome: $0.1) }
    }

    @Test("Tags count from one, as the broker counts")
    mutating func tags() {
        #expect(window.nextTag == 1)
        send(3)
        #expect(window.nextTag == 4)
        _ = window.answered(.confirmed, tag: 3, multiple: true)
        #expect(window.nextTag == 4)
    }

    @Test("Confirms out of order settle the message that they name")
    mutating func outOfOrder() {
        send(3)
        #expect(window.answered(.confirmed, tag: 3, multiple: false) == settled((2, .confirmed)))
        #expect(window.answered(.confirmed, tag: 1, multiple: false) == settled((0, .confirmed)))
        #expect(window.count == 1)
        #expect(window.bytes == 10)
        #expect(window.answered(.confirmed, tag: 2, multiple: false) == settled((1, .confirmed)))
        #expect(window.count == 0)
        #expect(window.bytes == 0)
    }

    @Test("A multiple confirm settles all up to its tag that were not settled before")
    mutating func multiple() {
        send(4)
        _ = window.answered(.confirmed, tag: 2, multiple: false)
        #expect(window.answered(.confirmed, tag: 3, multiple: true) == settled((0, .confirmed), (2, .confirmed)))
        #expect(window.count == 1)
    }

    @Test("A multiple confirm of tag zero settles nothing, since some may have been sent after the broker said it")
    mutating func all() {
        send(2)
        #expect(window.answered(.confirmed, tag: 0, multiple: true).isEmpty)
        #expect(window.count == 2)
    }

    @Test("A nack settles as nacked, one or many")
    mutating func nack() {
        send(3)
        #expect(window.answered(.nacked, tag: 2, multiple: true) == settled((0, .nacked), (1, .nacked)))
        #expect(window.answered(.nacked, tag: 3, multiple: false) == settled((2, .nacked)))
    }

    @Test("A return turns the confirm that follows it into a failure of that message alone")
    mutating func returned() {
        send(3)
        window.returned(key: "b", code: 312, reason: "NO_ROUTE")
        #expect(
            window.answered(.confirmed, tag: 3, multiple: true)
                == settled((0, .confirmed), (1, .returned(code: 312, reason: "NO_ROUTE")), (2, .confirmed)))
    }

    @Test("An answer to a tag that is settled, or was never given, settles nothing")
    mutating func unknownTags() {
        send(2)
        _ = window.answered(.confirmed, tag: 1, multiple: false)
        #expect(window.answered(.confirmed, tag: 1, multiple: false).isEmpty)
        #expect(window.answered(.confirmed, tag: 3, multiple: true).isEmpty)
        window.returned(key: "a", code: 312, reason: "NO_ROUTE")
        #expect(window.count == 1)
    }

    @Test("A lost connection leaves the unanswered unknown, and counts tags from one again")
    mutating func lost() {
        send(3)
        _ = window.answered(.confirmed, tag: 2, multiple: false)
        window.returned(key: "c", code: 312, reason: "NO_ROUTE")
        let error = AMQPError.connectionLost(reason: "test")
        #expect(
            window.connectionLost(error)
                == settled((0, .unknown(error)), (2, .returned(code: 312, reason: "NO_ROUTE"))))
        #expect(window.nextTag == 1)
        #expect(window.count == 0)
        #expect(window.admits(bytes: 100, returnKey: "a"))
    }

    @Test("It has room up to its count")
    mutating func countBound() {
        send(3)
        #expect(window.admits(bytes: 1, returnKey: nil))
        window.enter(.init(call: 1, index: 3), bytes: 1, returnKey: nil)
        #expect(!window.admits(bytes: 1, returnKey: nil))
        _ = window.answered(.confirmed, tag: 4, multiple: false)
        #expect(window.admits(bytes: 1, returnKey: nil))
    }

    @Test("It has room up to its bytes, but lets one larger message pass alone")
    mutating func byteBound() {
        #expect(window.admits(bytes: 1_000, returnKey: nil))
        window.enter(.init(call: 1, index: 0), bytes: 90, returnKey: nil)
        #expect(window.admits(bytes: 10, returnKey: nil))
        #expect(!window.admits(bytes: 11, returnKey: nil))
    }

    @Test("A message whose return could be taken for another's waits for that one")
    mutating func ambiguousReturn() {
        send(1)
        #expect(!window.admits(bytes: 1, returnKey: "a"))
        #expect(window.admits(bytes: 1, returnKey: "b"))
        _ = window.answered(.confirmed, tag: 1, multiple: false)
        #expect(window.admits(bytes: 1, returnKey: "a"))
    }

    @Test("Tags stay right over thousands of messages, settled in any order within the window")
    mutating func longRun() {
        var sent = 0
        var inFlight: [UInt64: Int] = [:]
        var generator = SplitMix64(seed: 7)
        while sent < 5_000 || !inFlight.isEmpty {
            if sent < 5_000, window.admits(bytes: 10, returnKey: nil) {
                inFlight[window.nextTag] = sent
                window.enter(.init(call: 1, index: sent), bytes: 10, returnKey: nil)
                sent += 1
            } else if let tag = inFlight.keys.sorted().randomElement(using: &generator) {
                let index = inFlight.removeValue(forKey: tag)
                let settled = window.answered(.confirmed, tag: tag, multiple: false)
                #expect(settled.map(\.ticket.index) == [index])
            }
        }
        #expect(window.nextTag == 5_001)
    }
}
