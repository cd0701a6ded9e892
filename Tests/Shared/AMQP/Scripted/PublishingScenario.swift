import Seeds

@testable import AMQP

/// Callers who publish, expire and leave, before a broker that answers in any order, blocks, closes and comes back.
struct PublishingScenario: Scenario {
    private struct Message {
        let call: Int
        let index: Int
        var isSent = false
        /// What the publisher was told of it, unless the connection broke first.
        var told: PublishOutcome?
        var isReturned = false
    }

    private static let start = ContinuousClock.now
    private static let maximumCount = 4
    private static let maximumBytes = 24
    /// Two of a name are never in flight together; one that is too long cannot be sent at all.
    private static let names = ["a", "b", nil, nil, nil, nil, "1", String(repeating: "x", count: 256)]
    private static let bodies = [1, 4, 9, 30].map { [UInt8](repeating: 0, count: $0) }

    private var queue = PublishQueue(
        window: ConfirmWindow(maximumCount: maximumCount, maximumBytes: maximumBytes))
    private var broker = ModelBroker()
    private var messages: [Message] = []
    /// The calls that wait, with the numbers of their messages and when their time is over.
    private var calls: [Int: (numbers: Range<Int>, deadline: ContinuousClock.Instant)] = [:]
    private var lastCall = 0
    private var lastSent = -1
    private var inFlight: [Int: Int] = [:]
    private var isConnected = true
    private var isBlocked = false
    private var now = start

    init(_ script: inout Script) {}

    mutating func step(_ script: inout Script) throws {
        switch script.below(14) {
        case 0, 1, 2: try publish(&script)
        case 3, 4, 5: try send(1 + script.below(4), &script)
        case 6, 7: broker.receive(1 + script.below(3), &script)
        case 8, 9: broker.answer(&script)
        case 10, 11: try read(1 + script.below(3), &script)
        case 12:
            now += .seconds(1)
            script.write("a second passes")
            queue.expire(at: now, for: .timeout(awaiting: "an answer"))
            try takeFinished()
            try demand(calls.values.allSatisfy { $0.deadline > now }, "a call waits although its time is over")
        default: try disturb(&script)
        }
    }

    mutating func crash(_ script: inout Script) throws {
        guard isConnected else { return }
        script.write("the connection breaks")
        // What the broker had said may be read before the break is noticed.
        try read(script.below(3), &script)
        broker.breakConnection(&script)
        isConnected = false
        inFlight = [:]
        queue.connectionLost(.connectionLost(reason: "crash"))
        try takeFinished()
        try demand(queue.isEmpty && calls.isEmpty, "a call outlived its connection: \(calls.keys.sorted())")
        try demand(queue.unconfirmed == 0, "an answer is awaited that cannot come")
    }

    mutating func settle(_ script: inout Script) throws {
        (isConnected, isBlocked) = (true, false)
        var rounds = 0
        while queue.hasUnsent || !broker.isQuiet, rounds < 200 {
            rounds += 1
            try send(9, &script)
            broker.receive(9, &script)
            broker.answer(&script)
            try read(9, &script)
        }
        try demand(calls.isEmpty && queue.isEmpty, "calls never end: \(calls.keys.sorted())")
        try demand(queue.unconfirmed == 0, "\(queue.unconfirmed) messages stay in the window")
    }

    func check() throws {
        try demand(
            queue.unconfirmed == inFlight.count, "\(queue.unconfirmed) in the window, \(inFlight.count) in flight")
        try demand(inFlight.count <= Self.maximumCount, "the window holds \(inFlight.count) messages")
        try demand(
            inFlight.values.reduce(0, +) <= Self.maximumBytes || inFlight.count == 1,
            "the window holds \(inFlight.values.reduce(0, +)) bytes")
    }
}

// MARK: - What happens

extension PublishingScenario {
    private mutating func publish(_ script: inout Script) throws {
        lastCall += 1
        let first = messages.count
        let batch = (0...script.below(4)).map { index in
            messages.append(Message(call: lastCall, index: index))
            let name = Self.names[script.below(Self.names.count)]
            return AMQPMessage(
                exchange: "e", routingKey: "\(first + index)",
                body: Self.bodies[script.below(4)], messageID: name,
                isMandatory: !script.once(in: 3))
        }
        let deadline = now + .seconds(1 + script.below(5))
        calls[lastCall] = (first..<messages.count, deadline)
        script.write("call \(lastCall) publishes \(first..<messages.count)")
        queue.add(batch, as: lastCall, deadline: deadline)
        try takeFinished()
    }

    private mutating func send(_ count: Int, _ script: inout Script) throws {
        guard isConnected, !isBlocked else { return }
        for _ in 0..<count {
            guard let message = queue.next() else { return }
            let number = Int(message.routingKey) ?? -1
            script.write("\(number) is sent as \(message.messageID ?? "-")")
            try demand(!messages[number].isSent, "\(number) is sent twice")
            try demand(number > lastSent, "\(number) is sent after \(lastSent)")
            try demand(calls[messages[number].call] != nil, "\(number) is sent though its call has ended")
            lastSent = number
            messages[number].isSent = true
            inFlight[number] = message.body.count
            broker.send(.init(number: number, message: message))
        }
    }

    private mutating func read(_ count: Int, _ script: inout Script) throws {
        for _ in 0..<count {
            guard let frame = broker.nextFrame() else { break }
            switch frame {
            case .returned(let key, let number):
                script.write("the return of \(number) is read")
                messages[number].isReturned = true
                queue.returned(key: key, code: 312, reason: "\(number)")
            case .answer(let isTaken, let tag, let multiple, let numbers):
                script.write("the answer to \(numbers) is read")
                for number in numbers {
                    inFlight[number] = nil
                    messages[number].told =
                        messages[number].isReturned
                        ? .returned(code: 312, reason: "\(number)") : isTaken ? .confirmed : .nacked
                }
                queue.answered(isTaken ? .confirmed : .nacked, tag: tag, multiple: multiple)
            }
        }
        try takeFinished()
    }

    private mutating func disturb(_ script: inout Script) throws {
        switch script.below(4) {
        case 0: try crash(&script)
        case 1:
            isBlocked.toggle()
            script.write(isBlocked ? "the broker blocks" : "the broker takes messages again")
        case 2:
            guard let call = calls.keys.sorted().randomElement(using: &script) else { return }
            script.write("the task of call \(call) is cancelled")
            queue.abandon(call, for: .cancelled)
            try takeFinished()
            try demand(calls[call] == nil, "call \(call) goes on after its cancellation")
        default:
            isConnected = true
            script.write("the connection is there")
        }
    }
}

// MARK: - What callers are told

extension PublishingScenario {
    private mutating func takeFinished() throws {
        for finished in queue.takeFinished() {
            guard let numbers = calls.removeValue(forKey: finished.call)?.numbers else {
                throw BrokenInvariant("call \(finished.call) ends twice")
            }
            try demand(finished.outcomes.count == numbers.count, "call \(finished.call) has \(finished.outcomes)")
            for (number, outcome) in zip(numbers, finished.outcomes) {
                try demand(isTrue(outcome, of: number), "\(number) is told to be \(outcome)")
            }
        }
    }

    private func isTrue(_ outcome: PublishOutcome, of number: Int) -> Bool {
        let message = messages[number]
        if let told = message.told { return outcome == told && isFounded(outcome, of: number) }
        switch outcome {
        case .unknown: return message.isSent
        case .returned: return message.isReturned
        case .unsent: return !message.isSent
        case .confirmed, .nacked: return false
        }
    }

    /// Whether the broker did what its answer says.
    private func isFounded(_ outcome: PublishOutcome, of number: Int) -> Bool {
        switch outcome {
        case .confirmed: broker.fates[number] == .taken
        case .nacked: broker.fates[number] == .refused
        case .returned: broker.fates[number] == .unroutable
        case .unknown, .unsent: true
        }
    }
}
