import Seeds

@testable import AMQP

/// The connection of one actor and those who wait for it, before a broker that refuses, falls silent, blocks, closes and dies.
struct LinkScenario: Scenario {
    private typealias Machine = LinkStateMachine

    /// What the actor's loop holds in its hands, as its machine told it to.
    private struct Hands {
        var isSocketOpen = false
        var isWatched = false
        var isTicking = false
        var retries: [Machine.Instant] = []
        var told = AMQPConnectionState.connecting
    }

    private struct Waiter {
        let deadline: Machine.Instant
        /// What it is to be told, as soon as that is known.
        var verdict: ConnectionWaiters.Verdict?
        var hasTakenIt = false
    }

    private static let start = ContinuousClock.now
    private static let limits = Machine.Limits(connect: .seconds(5), reply: .seconds(10))
    private static let heartbeat = Duration.seconds(10)

    private let base: Duration
    private let cap: Duration
    private var machine: Machine
    private var waiters = ConnectionWaiters()
    private var waiting: [Int: Waiter] = [:]
    private var hands = Hands()
    private var peer = ModelPeer()
    /// What the machine wants and was not done yet; while it is about opening, the actor does nothing else.
    private var due: [Machine.Action] = []
    /// Failures since the connection was last open for as long as the longest wait.
    private var failures = 0
    private var openSince: Machine.Instant?
    private var isStarted = false
    private var isClosing = false
    private var now = start

    init(_ script: inout Script) {
        base = .milliseconds(100 << script.below(4))
        cap = base * (1 << script.below(6))
        machine = Machine(Self.limits, backoff: Backoff(base: base, cap: cap))
        script.write("a backoff from \(base) to \(cap)")
    }

    mutating func step(_ script: inout Script) throws {
        switch script.below(16) {
        case 0...4 where !due.isEmpty: try act(&script)
        case 0, 1: try begin(&script)
        case 2, 3, 4, 5, 6: try pass(.milliseconds(50 << script.below(8)), &script)
        case 7, 8: wait(&script)
        case 9: try take(&script)
        case 10: try leave(&script)
        case 11, 12, 13: peer.act(&script)
        case 14: try turn(&script)
        default: if script.once(in: 3) { try close(&script) }
        }
    }

    /// The broker dies, and is away for a while.
    mutating func crash(_ script: inout Script) throws {
        script.write("the broker dies")
        peer.die()
    }

    mutating func settle(_ script: inout Script) throws {
        script.write("the broker is well, and everything comes to its end")
        peer.recover()
        if !isStarted { try begin(&script) }
        try turn(&script)
        for _ in 0..<60 where !isClosing && !machine.isOpen || !due.isEmpty {
            while !due.isEmpty { try act(&script) }
            try pass(cap, &script)
            try turn(&script)
        }
        try demand(isClosing || machine.isOpen, "the connection is never opened again")
        while !isClosing { try close(&script) }
        for waiter in waiting.keys.sorted() { try take(waiter, &script) }
        try demand(waiting.values.allSatisfy(\.hasTakenIt), "someone who waited is never answered")
        try demand(!hands.isSocketOpen && !hands.isTicking, "something goes on after the end")
    }

    func check() throws {
        guard due.isEmpty, isStarted else { return }
        try demand(hands.isSocketOpen == machine.isOpen, "the socket is open: \(hands.isSocketOpen)")
        try demand(hands.isWatched == machine.isOpen, "the socket is read: \(hands.isWatched)")
        try demand(waiters.state == hands.told, "those who wait were not told of \(hands.told)")
        if isClosing {
            try demand(machine.isClosed && hands.told == .closed && !hands.isTicking, "it is not closed: \(hands)")
        } else {
            try demand(hands.isTicking, "nobody looks after heartbeats")
            try demand(hands.retries.count == (machine.isOpen ? 0 : 1), "\(hands.retries.count) attempts are to come")
        }
    }
}

// MARK: - What happens

extension LinkScenario {
    private mutating func begin(_ script: inout Script) throws {
        guard !isStarted, due.isEmpty else { return }
        isStarted = true
        script.write("the actor begins")
        due = machine.start()
        while !due.isEmpty { try act(&script) }
        due = machine.connect()
    }

    /// Time goes on; whose time has come is served, unless the actor is busy with a step of opening.
    private mutating func pass(_ time: Duration, _ script: inout Script) throws {
        now += time
        script.write("\(time) pass")
        try expire(&script)
        guard due.isEmpty else { return }
        if hands.retries.contains(where: { $0 <= now }) {
            hands.retries.removeAll { $0 <= now }
            script.write("it is time to try again")
            due = machine.connect()
            // What is called twice is done once.
            if script.once(in: 4) { due += machine.connect() }
        } else if hands.isTicking {
            try turn(&script)
        }
    }

    /// The actor reads what has arrived, and finds out what has not.
    private mutating func turn(_ script: inout Script) throws {
        guard due.isEmpty, machine.isOpen else { return }
        while let said = peer.nextFrame() {
            script.write("the actor reads \(said)")
            switch said {
            case .blocked(let reason): due = machine.blocked(reason: reason)
            case .unblocked: due = machine.unblocked()
            case .closed(let error): due = try lose(error, &script)
            }
            while !due.isEmpty { try act(&script) }
            guard machine.isOpen else { return }
        }
        if peer.isSilent(for: Self.heartbeat * 2, now: now) {
            due = try lose(.connectionLost(reason: "heartbeat timeout"), &script)
        }
        // The library knows that something was said by reading it.
        while !due.isEmpty { try act(&script) }
    }

    private mutating func lose(_ error: AMQPError, _ script: inout Script) throws -> [LinkStateMachine.Action] {
        if let openSince, openSince.duration(to: now) > cap { failures = 0 }
        openSince = nil
        return machine.lost(error, fraction: Double(script.below(10)) / 10, now: now)
    }

    private mutating func close(_ script: inout Script) throws {
        // The actor closes between its turns.
        while !due.isEmpty { try act(&script) }
        script.write("it is closed")
        due = machine.close(within: .seconds(2))
        try demand(!due.isEmpty || isClosing, "nothing is done about the end")
        isClosing = true
        while !due.isEmpty { try act(&script) }
        try demand(hands.told == .closed && !hands.isSocketOpen, "it is not closed: \(hands)")
        // What was on its way when the timers were stopped changes nothing any more.
        let late =
            machine.connect() + machine.start() + machine.unblocked()
            + machine.lost(.closed, fraction: 0, now: now)
        try demand(late == [], "\(late) after the end")
    }
}

// MARK: - Who waits

extension LinkScenario {
    private mutating func wait(_ script: inout Script) {
        let id = waiters.join()
        let verdict = Self.verdict(of: hands.told)
        waiting[id] = Waiter(deadline: now + .milliseconds(100 << script.below(9)), verdict: verdict)
        script.write("\(id) waits for a connection")
    }

    private mutating func take(_ script: inout Script) throws {
        guard let waiter = waiting.keys.sorted().randomElement(using: &script) else { return }
        try take(waiter, &script)
    }

    private mutating func take(_ id: Int, _ script: inout Script) throws {
        guard let verdict = waiters.take(id) else {
            return try demand(
                waiting[id]?.verdict == nil || waiting[id]?.hasTakenIt == true, "\(id) finds no answer")
        }
        script.write("\(id) is told \(verdict)")
        try demand(waiting[id]?.hasTakenIt == false, "\(id) is answered twice")
        try demand(waiting[id]?.verdict == verdict, "\(id) is told \(verdict)")
        waiting[id]?.hasTakenIt = true
    }

    private mutating func leave(_ script: inout Script) throws {
        guard let id = waiting.keys.sorted().randomElement(using: &script) else { return }
        let isAnswer = waiters.leave(id)
        script.write("\(id) is cancelled\(isAnswer ? "" : " and has its answer")")
        try demand(isAnswer == (waiting[id]?.verdict == nil), "\(id) has an answer: \(isAnswer)")
        if isAnswer { waiting[id]?.verdict = .failed(.cancelled) }
    }

    /// The time of some is over, whatever the actor is busy with.
    private mutating func expire(_ script: inout Script) throws {
        for (id, waiter) in waiting.sorted(by: { $0.key < $1.key })
        where waiter.deadline <= now && waiter.verdict == nil {
            script.write("\(id) has waited long enough")
            try demand(waiters.expire(id), "\(id) has an answer")
            guard case .reconnecting(_, let error) = hands.told else {
                waiting[id]?.verdict = .failed(.timeout(awaiting: "a connection to the broker"))
                continue
            }
            waiting[id]?.verdict = .failed(error)
        }
    }

    /// Those who wait hear of a state: none of them goes on waiting for a connection that is there, or that will not be.
    private mutating func tell(_ state: AMQPConnectionState) throws {
        guard let answered = waiters.change(to: state) else {
            throw BrokenInvariant("\(state) is told of twice")
        }
        let verdict = Self.verdict(of: state)
        let open = verdict == nil ? [] : waiting.filter { $0.value.verdict == nil }.keys.sorted()
        try demand(answered == open, "\(answered) are answered by \(state), and not \(open)")
        for waiter in open { waiting[waiter]?.verdict = verdict }
    }

    private static func verdict(of state: AMQPConnectionState) -> ConnectionWaiters.Verdict? {
        switch state {
        case .connected, .blocked: .connected
        case .reconnecting(_, let error) where !error.isOutage: .failed(error)
        case .reconnecting, .connecting: nil
        case .closed: .failed(.closed)
        }
    }
}

// MARK: - What the machine wants

extension LinkScenario {
    private mutating func act(_ script: inout Script) throws {
        let action = due.removeFirst()
        script.write("  \(action)")
        switch action {
        case .take(let step, let limit): try take(step, limit, &script)
        case .watch:
            try demand(hands.isSocketOpen && !hands.isWatched, "a socket is read twice, or is none")
            hands.isWatched = true
        case .unwatch:
            try demand(hands.isWatched, "a socket that is not read is read no longer")
            hands.isWatched = false
        case .sayGoodbye(let limit):
            try demand(hands.isSocketOpen, "goodbye to nobody")
            if !peer.hears { now += limit }
            try expire(&script)
        case .release:
            try demand(hands.isSocketOpen && !hands.isWatched, "a socket is closed that is read, or is none")
            hands.isSocketOpen = false
            peer.hangUp()
        case .startTicking: hands.isTicking = true
        case .retry(let delay): try retry(after: delay)
        case .stopTimers: (hands.isTicking, hands.retries) = (false, [])
        case .tell(let state):
            try demand(hands.told != .closed, "\(state) after the end")
            hands.told = state
            try tell(state)
        }
    }

    private mutating func take(_ step: LinkStateMachine.Step, _ limit: Duration, _ script: inout Script) throws {
        try demand(limit == (step == .socket ? .seconds(5) : .seconds(10)), "\(step) may take \(limit)")
        try demand(hands.isSocketOpen == (step != .socket), "\(step) with a socket: \(hands.isSocketOpen)")
        try demand(due.isEmpty, "\(due) are left undone")
        let error = peer.answer(step, limit, &now, &script)
        try expire(&script)
        if let error {
            due = machine.failed(error, fraction: Double(script.below(10)) / 10)
        } else {
            hands.isSocketOpen = true
            due = machine.succeeded(now: now)
            if step == .preparation {
                openSince = now
                try demand(due.last == .tell(.connected), "nobody is told that it is connected")
            }
        }
    }

    private mutating func retry(after delay: Duration) throws {
        let full = min(base * (1 << min(failures, 30)), cap)
        failures += 1
        try demand(delay <= full && delay * 2 >= full, "a wait of \(delay) where one of up to \(full) is due")
        try demand(hands.retries.isEmpty && !hands.isSocketOpen, "another attempt is under way")
        guard case .reconnecting(failures, _) = hands.told else {
            throw BrokenInvariant("\(hands.told) is told after \(failures) failures")
        }
        hands.retries = [now + delay]
    }
}
