import Seeds

@testable import AMQP

/// Handlers that take deliveries and settle them in their own order, before a broker that closes the connection on any mistake
/// and delivers again what was not settled.
struct ConsumingScenario: Scenario {
    private struct Message {
        let number: Int
        let queue: String
    }

    /// What a broker delivered on the connection and holds until it is settled.
    private typealias Unsettled = (tag: UInt64, message: Message)

    private static let prefetch = 3
    private static let queues = ["p", "q"]

    // The broker.
    private var ready: [Message]
    private var unsettled: [Unsettled] = []
    private var arriving: [AMQPDelivery] = []
    private var leaving: [DeliverySettlement] = []
    private var lastTag: UInt64 = 0
    private var gone: Set<Int> = []

    // The consumer, which puts the two together as its actor does.
    private var session = SessionID()
    private var ledger: DeliveryLedger
    private var buffer = DeliveryBuffer()
    private var lastWaiter = 0
    private var waiting: [Int] = []

    // The handlers.
    private var held: [AMQPDelivery] = []
    /// The tags of this connection that were read, and those that somebody wanted settled.
    private var read: Set<UInt64> = []
    private var wanted: Set<UInt64> = []
    private var handedOut: Set<UInt64> = []

    init(_ script: inout Script) {
        ready = (0..<14).map { Message(number: $0, queue: Self.queues[script.below(2)]) }
        ledger = DeliveryLedger(session: session)
    }

    mutating func step(_ script: inout Script) throws {
        switch script.below(14) {
        case 0, 1, 2: deliver(&script)
        case 3, 4, 5: try receive(1 + script.below(3), &script)
        case 6, 7: wait(1 + script.below(3), &script)
        case 8, 9, 10: settleHeld(&script)
        case 11, 12: try hear(1 + script.below(3), &script)
        default: try disturb(&script)
        }
        try serve(&script)
    }

    mutating func crash(_ script: inout Script) throws {
        script.write("the connection breaks")
        try hear(script.below(leaving.count + 1), &script)
        // What was not settled comes again, before the rest and in its order.
        ready = unsettled.map(\.message).sorted { $0.number < $1.number } + ready
        (unsettled, arriving, leaving, lastTag) = ([], [], [], 0)
        (read, wanted, handedOut) = ([], [], [])
        session = SessionID()
        ledger = DeliveryLedger(session: session)
        buffer.removeDeliveries()
    }

    mutating func settle(_ script: inout Script) throws {
        var rounds = 0
        while gone.count < 14, rounds < 60 {
            rounds += 1
            deliver(&script)
            try receive(9, &script)
            wait(9, &script)
            try serve(&script)
            while !held.isEmpty { settleHeld(&script) }
            try hear(9, &script)
        }
        let left = (0..<14).filter { !gone.contains($0) }
        try demand(left.isEmpty, "\(left) are never settled")
        try demand(ledger.count == 0, "\(ledger.count) stay on the ledger")
    }

    func check() throws {
        try demand(
            ledger.count == read.subtracting(wanted).count,
            "\(ledger.count) on the ledger, \(read) read, \(wanted) wanted")
    }
}

// MARK: - The broker

extension ConsumingScenario {
    private mutating func deliver(_ script: inout Script) {
        for queue in Self.queues where unsettled.count(where: { $0.message.queue == queue }) < Self.prefetch {
            guard let index = ready.firstIndex(where: { $0.queue == queue }) else { continue }
            let message = ready.remove(at: index)
            lastTag += 1
            unsettled.append((lastTag, message))
            script.write("\(message.number) is delivered as \(lastTag)")
            arriving.append(
                AMQPDelivery(
                    receipt: AMQPReceipt(session: session, tag: lastTag), queue: queue, exchange: "",
                    routingKey: "\(message.number)", isRedelivered: false,
                    body: [UInt8](repeating: 0, count: 1 + message.number % 3), properties: AMQPProperties()))
        }
    }

    /// Takes settlements, as strictly as RabbitMQ does.
    private mutating func hear(_ count: Int, _ script: inout Script) throws {
        for _ in 0..<min(count, leaving.count) {
            let settlement = leaving.removeFirst()
            script.write("the broker hears \(settlement)")
            switch settlement {
            case .acknowledge(let tag, let multiple):
                for message in try take(tag, multiple: multiple) { gone.insert(message.number) }
            case .reject(let tag, let multiple, let requeues):
                let messages = try take(tag, multiple: multiple)
                if requeues {
                    ready = messages + ready
                } else {
                    for message in messages { gone.insert(message.number) }
                }
            }
        }
    }

    private mutating func take(_ tag: UInt64, multiple: Bool) throws -> [Message] {
        try demand(unsettled.contains { $0.tag == tag }, "the broker does not hold \(tag) and closes the channel")
        let taken = unsettled.filter { multiple ? $0.tag <= tag : $0.tag == tag }
        unsettled.removeAll { multiple ? $0.tag <= tag : $0.tag == tag }
        for (tag, message) in taken {
            try demand(wanted.contains(tag), "\(message.number) is settled and nobody wanted it")
        }
        return taken.map(\.message)
    }
}

// MARK: - The consumer

extension ConsumingScenario {
    private mutating func receive(_ count: Int, _ script: inout Script) throws {
        for _ in 0..<min(count, arriving.count) {
            let delivery = arriving.removeFirst()
            script.write("\(delivery.receipt.tag) is read")
            read.insert(delivery.receipt.tag)
            ledger.delivered(delivery.receipt, from: delivery.queue)
            buffer.add(delivery)
        }
    }

    private mutating func wait(_ maximum: Int, _ script: inout Script) {
        lastWaiter += 1
        waiting.append(lastWaiter)
        script.write("\(lastWaiter) waits for up to \(maximum)")
        buffer.wait(lastWaiter, for: .init(maximum: maximum, maximumBytes: 1 + script.below(6)))
    }

    private mutating func serve(_ script: inout Script) throws {
        for served in buffer.serve() {
            script.write("\(served.waiter) gets \(served.batch.map(\.receipt.tag))")
            try demand(served.waiter == waiting.first, "\(served.waiter) is served before \(waiting)")
            waiting.removeFirst()
            try demand(!served.batch.isEmpty, "\(served.waiter) gets nothing")
            for delivery in served.batch {
                try demand(delivery.receipt.session == session, "a delivery of a lost connection is handed out")
                try demand(
                    handedOut.insert(delivery.receipt.tag).inserted, "\(delivery.receipt.tag) is handed out twice")
            }
            held += served.batch
        }
    }

    private mutating func disturb(_ script: inout Script) throws {
        switch script.below(3) {
        case 0: try crash(&script)
        case 1:
            guard let waiter = waiting.randomElement(using: &script) else { return }
            script.write("\(waiter) leaves")
            waiting.removeAll { $0 == waiter }
            try demand(buffer.leave(waiter), "\(waiter) was not there any more")
            try demand(!buffer.leave(waiter), "\(waiter) left twice")
        default:
            script.write("all is given back")
            try receive(.max, &script)
            wanted.formUnion(read)
            leaving += ledger.giveBack()
            buffer.removeDeliveries()
        }
    }
}

// MARK: - The handlers

extension ConsumingScenario {
    private mutating func settleHeld(_ script: inout Script) {
        guard !held.isEmpty else { return }
        let delivery = held.remove(at: script.below(held.count))
        let receipt = delivery.receipt
        let isCurrent = receipt.session == session
        switch script.below(3) {
        case 0:
            script.write("acknowledge through \(receipt.tag)\(isCurrent ? "" : " of an earlier connection")")
            if isCurrent { wanted.formUnion(read.filter { $0 <= receipt.tag }) }
            leaving += ledger.acknowledge(through: receipt)
        case 1:
            let others = held.filter { _ in script.once(in: 2) }.map(\.receipt)
            script.write("acknowledge \((others + [receipt]).map(\.tag))")
            wanted.formUnion((others + [receipt]).filter { $0.session == session }.map(\.tag))
            leaving += ledger.acknowledge(others + [receipt])
        default:
            let requeues = script.once(in: 2)
            script.write("reject \(receipt.tag)")
            if isCurrent { wanted.insert(receipt.tag) }
            leaving += ledger.reject(receipt, requeues: requeues)
        }
    }
}
