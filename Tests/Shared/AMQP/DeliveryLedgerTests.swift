import Testing

@testable import AMQP

@Suite("Delivery ledger")
struct DeliveryLedgerTests {
    private let session = SessionID()
    private var ledger: DeliveryLedger

    init() {
        ledger = DeliveryLedger(session: session)
        for tag in 1...5 { ledger.delivered(receipt(UInt64(tag)), from: tag == 4 ? "other" : "queue") }
    }

    private func receipt(_ tag: UInt64) -> AMQPReceipt {
        AMQPReceipt(session: session, tag: tag)
    }

    @Test("Acknowledging through a delivery settles all before it at once")
    mutating func through() {
        #expect(ledger.acknowledge(through: receipt(3)) == [.acknowledge(tag: 3, multiple: true)])
        #expect(ledger.count == 2)
        #expect(ledger.acknowledge(through: receipt(4)) == [.acknowledge(tag: 4, multiple: false)])
    }

    @Test("Counts what is unsettled of some queues")
    mutating func ofQueues() {
        #expect(ledger.count(of: ["other"]) == 1)
        #expect(ledger.count(of: ["queue", "other"]) == 5)
        _ = ledger.acknowledge(through: receipt(4))
        #expect(ledger.count(of: ["other"]) == 0)
        #expect(ledger.count(of: ["queue"]) == 1)
    }

    @Test("Nothing is acknowledged twice, since the broker would close the channel")
    mutating func twice() {
        _ = ledger.acknowledge(through: receipt(3))
        #expect(ledger.acknowledge(through: receipt(3)).isEmpty)
        #expect(ledger.acknowledge([receipt(2)]).isEmpty)
        #expect(ledger.reject(receipt(1), requeues: true).isEmpty)
    }

    @Test("Acknowledging through what was settled alone settles what is before it")
    mutating func throughSettled() {
        _ = ledger.reject(receipt(3), requeues: false)
        #expect(ledger.acknowledge(through: receipt(3)) == [.acknowledge(tag: 2, multiple: true)])
        #expect(ledger.count == 2)
    }

    @Test("Single acknowledgements are put together where nothing unsettled lies between")
    mutating func single() {
        #expect(
            ledger.acknowledge([receipt(4), receipt(1), receipt(2)])
                == [.acknowledge(tag: 2, multiple: true), .acknowledge(tag: 4, multiple: false)])
        #expect(ledger.acknowledge([receipt(3), receipt(5)]) == [.acknowledge(tag: 5, multiple: true)])
        #expect(ledger.count == 0)
    }

    @Test("A rejection settles one delivery")
    mutating func reject() {
        #expect(
            ledger.reject(receipt(2), requeues: false) == [.reject(tag: 2, multiple: false, requeues: false)])
        #expect(ledger.count == 4)
    }

    @Test("Giving back settles all that is left, and nothing when nothing is")
    mutating func giveBack() {
        _ = ledger.acknowledge(through: receipt(2))
        #expect(ledger.giveBack() == [.reject(tag: 5, multiple: true, requeues: true)])
        #expect(ledger.giveBack().isEmpty)
    }

    @Test("A receipt of another connection settles nothing, though its tag is the same")
    mutating func stale() {
        let stale = AMQPReceipt(session: SessionID(), tag: 3)
        #expect(ledger.acknowledge(through: stale).isEmpty)
        #expect(ledger.acknowledge([stale]).isEmpty)
        #expect(ledger.reject(stale, requeues: true).isEmpty)
        #expect(ledger.count == 5)
    }
}
