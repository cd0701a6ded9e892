import Eventing
import Seeds
import Vocabulary

@testable import Delivery

/// A pump that handles batches before a database that is away at times, with events missing, repeated, refused and deadly, and
/// a process that dies between any two of its steps.
struct PumpScenario: Scenario {
    private struct Message {
        let number: Int
        let events: [ArrivedEvent]
        var isRedelivered = false
    }

    private struct Batch {
        let messages: [Message]
        let events: [ArrivedEvent]
        var course: BatchCourse
        var step: BatchCourse.Step
    }

    private static let start = ContinuousClock.now
    private static let source = EventSource("orders", "order")

    private let told: [ArrivedEvent]
    private var inbox: ModelInbox
    private var queue: [Message] = []
    private var batch: Batch?
    private var now = start
    private var isCalm = false

    init(_ script: inout Script) {
        var told: [ArrivedEvent] = []
        var versions: [Int32] = [0, 0, 0]
        for position in 0..<(4 + script.below(8)) {
            let subject = script.below(versions.count)
            versions[subject] += 1
            told.append(Self.event(position, "\(subject)", versions[subject]))
        }
        self.told = told
        let ids = told.map(\.envelope.id)
        inbox = ModelInbox(
            poisonous: Set(ids.filter { _ in script.once(in: 12) }), fatal: Set(ids.filter { _ in script.once(in: 16) })
        )
        queue = Self.messages(carrying: told, &script)
        script.write("told are \(told.map(Self.name))")
        script.write("refused are \(told.filter { inbox.poisonous.contains($0.envelope.id) }.map(Self.name))")
        script.write("deadly are \(told.filter { inbox.fatal.contains($0.envelope.id) }.map(Self.name))")
    }

    mutating func step(_ script: inout Script) throws {
        if batch == nil { take(1 + script.below(3), &script) } else { try advance(&script) }
    }

    mutating func crash(_ script: inout Script) throws {
        guard let batch else { return }
        script.write("the process dies, or its connection")
        comeAgain(batch.messages)
    }

    mutating func settle(_ script: inout Script) throws {
        isCalm = true
        var rounds = 0
        while batch != nil || !queue.isEmpty, rounds < 400 {
            rounds += 1
            try step(&script)
            try check()
        }
        try demand(batch == nil && queue.isEmpty, "the pump comes to no end")
        for event in told {
            let (subject, version) = (HeardSubject(of: event.envelope), event.envelope.subjectVersion)
            let isHandled = inbox.effects[subject, default: []].contains(version)
            let cause = inbox.parked.first { $0.event.envelope.id == event.envelope.id }?.cause
            try demand(
                isHandled != (cause != nil), "\(Self.name(event)) is handled: \(isHandled), and parked: \(cause as Any)"
            )
            try demand(
                cause?.holdsSubject ?? true, "\(Self.name(event)) is left as \(cause as Any) though nothing is missing")
        }
    }

    func check() throws {
        for (subject, versions) in inbox.effects {
            try demand(
                versions == Array(1...Int32(versions.count)), "\(subject.subject) takes effect as \(versions)")
            let held = inbox.parked.filter { $0.cause.holdsSubject && HeardSubject(of: $0.event.envelope) == subject }
            try demand(
                held.allSatisfy { $0.event.envelope.subjectVersion > versions.count },
                "\(subject.subject) goes on to \(versions.count) past what waits for a decision")
        }
    }
}

// MARK: - What comes

extension PumpScenario {
    private static func event(_ position: Int, _ subject: String, _ version: Int32) -> ArrivedEvent {
        ArrivedEvent(
            envelope: EventEnvelope(
                id: UUIDv7(high: 0, low: UInt64(position)), source: source, type: "t", subject: subject,
                subjectVersion: version, time: Instant(milliseconds: 0), data: []),
            queue: "q")
    }

    private static func name(_ event: ArrivedEvent) -> String {
        "\(event.envelope.subject).\(event.envelope.subjectVersion)"
    }

    /// Puts events on their way: in order, but some go missing and come by a refill, and some messages come twice.
    private static func messages(carrying told: [ArrivedEvent], _ script: inout Script) -> [Message] {
        var carried: [[ArrivedEvent]] = [[]]
        var missing: [ArrivedEvent] = []
        for event in told {
            if script.once(in: 6) { missing.append(event) } else { carried[carried.count - 1].append(event) }
            if script.once(in: 2) { carried.append([]) }
        }
        missing.shuffle(using: &script)
        carried += missing.map { [$0] }
        for index in carried.indices where script.once(in: 5) { carried.append(carried[index]) }
        return carried.filter { !$0.isEmpty }.enumerated().map { Message(number: $0, events: $1) }
    }

    private mutating func take(_ count: Int, _ script: inout Script) {
        guard !queue.isEmpty else { return }
        let messages = Array(queue.prefix(count))
        queue.removeFirst(messages.count)
        let events = messages.flatMap { message in
            message.events.map { event in
                var event = event
                event.isSuspect = message.isRedelivered
                return event
            }
        }
        script.write("taken are \(messages.map { $0.events.map(Self.name) })")
        let course = BatchCourse(isSuspect: events.map(\.isSuspect), hasUnfit: false, maximumHold: .seconds(10))
        batch = Batch(messages: messages, events: events, course: course, step: course.first)
    }

    private mutating func comeAgain(_ messages: [Message]) {
        queue = messages.map { Message(number: $0.number, events: $0.events, isRedelivered: true) } + queue
        batch = nil
    }
}

// MARK: - What the pump does

extension PumpScenario {
    private mutating func advance(_ script: inout Script) throws {
        guard var current = batch else { return }
        script.write("\(current.step)")
        switch current.step {
        case .acknowledge:
            for event in current.events {
                try demand(inbox.has(event), "\(Self.name(event)) is acknowledged and not durable")
            }
            batch = nil
        case .giveBack: comeAgain(current.messages)
        case .hold:
            now += .seconds(1 + script.below(4))
            current.step = current.course.next(after: .waited, at: now)
            batch = current
        default:
            guard let outcome = perform(current, &script) else { return try crash(&script) }
            script.write("  \(outcome)")
            current.step = current.course.next(after: outcome, at: now)
            batch = current
        }
    }

    /// Does a step in a transaction; nil if the process dies of it.
    private mutating func perform(_ current: Batch, _ script: inout Script) -> BatchCourse.Outcome? {
        let trouble = isCalm ? 9 : script.below(10)
        if trouble == 0 { return .outage("away") }
        if trouble == 1 { return .lostRace("deadlock") }
        var transaction = inbox
        let outcome: BatchCourse.Outcome
        do {
            outcome = try Self.carryOut(current.step, current.events, in: &transaction)
        } catch ModelInbox.Failure.processDied {
            return nil
        } catch {
            return .failed("\(error)")
        }
        inbox = transaction
        // The answer to COMMIT may be lost although it was carried out.
        return trouble == 2 ? .outage("commit unknown") : outcome
    }

    private static func carryOut(
        _ step: BatchCourse.Step, _ events: [ArrivedEvent], in inbox: inout ModelInbox
    ) throws -> BatchCourse.Outcome {
        switch step {
        case .handleAll: return .committed(goingOn: try inbox.receive(events))
        case .noteAttempt(let index): return .attempted(before: inbox.noteAttempt(events[index]))
        case .noteFollower(let subject): return .attempted(before: inbox.noteAttempt(atFollowerOf: subject))
        case .handle(let index): return .committed(goingOn: try inbox.receiveAlone(events[index]))
        case .park(let index, let refusal):
            var event = events[index]
            event.refusal = refusal
            return .committed(goingOn: try inbox.receiveAlone(event))
        case .follow(let subject): return .committed(goingOn: try inbox.follow(subject))
        case .parkFollower(let subject, let refusal):
            return .committed(goingOn: try inbox.follow(subject, refusal: refusal))
        case .parkUnfit, .hold, .acknowledge, .giveBack: return .committed(goingOn: [])
        }
    }
}
