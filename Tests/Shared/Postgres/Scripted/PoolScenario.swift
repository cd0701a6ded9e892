import Seeds

@testable import Postgres

/// Tasks that lease connections, are cancelled and give up, before a server that goes away and comes back.
struct PoolScenario: Scenario {
    private typealias Machine = PoolStateMachine
    private typealias ConnectionID = Machine.ConnectionID

    private enum Connection: Equatable {
        case connecting(due: Machine.Instant)
        case idle
        case leased(isAlive: Bool)
    }

    private static let start = ContinuousClock.now

    private let bounds: Machine.Bounds
    private var machine: Machine
    private var connections: [ConnectionID: Connection] = [:]
    private var lastConnection = 0
    /// Those who wait, in the order in which they came, and when their time is over.
    private var waiting: [(id: Int, deadline: Machine.Instant)] = []
    private var lastWaiter = 0
    private var wakes: [Machine.Instant] = []
    private var isServerUp = true
    private var isClosing = false
    private var isFinished = false
    private var isSettling = false
    private var now = start

    init(_ script: inout Script) {
        let maximum = 1 + script.below(3)
        bounds = Machine.Bounds(
            maximumConnections: maximum, minimumIdle: script.below(maximum + 1), leaseTimeout: .seconds(5),
            idleTimeout: .seconds(8))
        machine = Machine(bounds)
        script.write("a pool of \(maximum)")
    }

    mutating func step(_ script: inout Script) throws {
        switch script.below(16) {
        case 0, 1, 2, 3: try request(&script)
        case 4, 5, 6: try release(&script)
        case 7, 8, 9: try connect(&script)
        case 10: cancel(&script)
        case 11, 12: try pass(.milliseconds(100 << script.below(6)), &script)
        case 13: lose(&script)
        case 14 where !isServerUp:
            isServerUp = true
            script.write("the server is back")
        default: if script.once(in: 4) { try close(&script) }
        }
    }

    mutating func crash(_ script: inout Script) throws {
        isServerUp = false
        script.write("the server dies")
        for id in connections.keys.sorted() { end(id) }
    }

    mutating func settle(_ script: inout Script) throws {
        (isServerUp, isSettling) = (true, true)
        script.write("the server is back, and everything comes to its end")
        for _ in 0..<60 where !waiting.isEmpty || !leased.isEmpty {
            try release(&script)
            try connect(&script)
            if !connections.values.contains(.idle) { try pass(.milliseconds(500), &script) }
        }
        try demand(waiting.isEmpty && leased.isEmpty, "\(waiting.map(\.id)) wait for ever")
        if !isClosing {
            try request(&script)
            for _ in 0..<20 where !waiting.isEmpty {
                try pass(.milliseconds(100), &script)
                try connect(&script)
            }
            try demand(!leased.isEmpty, "the pool does not recover")
        }
        try close(&script)
        while !leased.isEmpty { try release(&script) }
        for _ in 0..<9 where !isFinished || !connections.isEmpty {
            try pass(.seconds(9), &script)
            try connect(&script)
        }
        try demand(isFinished && connections.isEmpty, "the pool does not end: \(connections)")
    }

    func check() throws {
        try demand(machine.leased == Set(leased), "leased are \(machine.leased), not \(leased)")
        try demand(machine.idleCount == connections.values.count { $0 == .idle }, "\(machine.idleCount) are idle")
        try demand(machine.waiterCount == waiting.count, "\(machine.waiterCount) wait, not \(waiting.count)")
        try demand(connections.count <= bounds.maximumConnections, "there are \(connections.count) connections")
        guard let first = waiting.first else { return }
        try demand(!isClosing, "someone waits for a pool that is closing")
        try demand(wakes.contains { $0 <= first.deadline }, "nobody looks after the time of \(first.id)")
        try demand(!connections.values.contains(.idle), "\(first.id) waits beside an idle connection")
        let isOpening = connections.values.contains { if case .connecting = $0 { true } else { false } }
        try demand(
            isOpening || connections.count == bounds.maximumConnections,
            "\(first.id) waits, and no connection is opened though there is room")
    }

    private var leased: [ConnectionID] {
        connections.keys.filter { if case .leased = connections[$0] { true } else { false } }.sorted()
    }
}

// MARK: - What happens

extension PoolScenario {
    private mutating func request(_ script: inout Script) throws {
        lastWaiter += 1
        script.write("\(lastWaiter) asks for a connection")
        waiting.append((lastWaiter, now + bounds.leaseTimeout))
        try perform(machine.request(lastWaiter, now: now), &script)
    }

    private mutating func release(_ script: inout Script) throws {
        let leased = leased
        guard !leased.isEmpty else { return }
        let id = leased[script.below(leased.count)]
        let isReusable = connections[id] == .leased(isAlive: true) && !script.once(in: 5)
        script.write("\(id) is given back\(isReusable ? "" : " and cannot be used again")")
        try giveBack(id, isReusable: isReusable, &script)
    }

    private mutating func giveBack(_ id: ConnectionID, isReusable: Bool, _ script: inout Script) throws {
        if isReusable { connections[id] = .idle }
        let actions = machine.release(id, isReusable: isReusable, now: now)
        if !isReusable || isClosing {
            try demand(actions.first == .close(id), "\(id) is not closed though it cannot be used")
        }
        try perform(actions, &script)
    }

    /// Opens a connection whose time has come, or fails to.
    private mutating func connect(_ script: inout Script) throws {
        let due = connections.keys.sorted().filter { id in
            if case .connecting(let due) = connections[id] { due <= now } else { false }
        }
        guard !due.isEmpty else { return }
        let id = due[script.below(due.count)]
        script.write("\(id) \(isServerUp ? "is open" : "cannot be opened")")
        if isServerUp {
            connections[id] = .idle
            try perform(machine.connected(id, now: now), &script)
        } else {
            connections[id] = nil
            try perform(machine.connectionFailed(id, jitter: 0.5 + Double(script.below(6)) / 10, now: now), &script)
        }
    }

    private mutating func cancel(_ script: inout Script) {
        guard !waiting.isEmpty else { return }
        let waiter = waiting.remove(at: script.below(waiting.count))
        script.write("\(waiter.id) is cancelled")
        machine.withdraw(waiter.id)
    }

    private mutating func pass(_ time: Duration, _ script: inout Script) throws {
        now += time
        script.write("\(time) pass")
        while let index = wakes.firstIndex(where: { $0 <= now }) {
            wakes.remove(at: index)
            try perform(machine.refuseOverdue(now: now), &script)
        }
        try demand(waiting.allSatisfy { $0.deadline > now }, "someone waits longer than allowed")
    }

    private mutating func lose(_ script: inout Script) {
        let open = connections.keys.sorted()
        guard !open.isEmpty else { return }
        let id = open[script.below(open.count)]
        script.write("\(id) breaks")
        end(id)
    }

    private mutating func end(_ id: ConnectionID) {
        switch connections[id] {
        case .leased: connections[id] = .leased(isAlive: false)
        case .idle: connections[id] = nil
        case .connecting, nil: return
        }
        machine.lost(id)
    }

    private mutating func close(_ script: inout Script) throws {
        let isAbandoned = isClosing && script.once(in: 2)
        script.write(isAbandoned ? "what is held is given up" : "the pool is closed")
        isClosing = true
        guard isAbandoned else { return try perform(machine.close(), &script) }
        let held = leased
        try perform(machine.abandon(), &script)
        try demand(isFinished && leased.isEmpty, "a pool that gave everything up does not end")
        for id in held {
            try demand(machine.release(id, isReusable: true, now: now) == [], "\(id) is closed twice")
        }
    }
}

// MARK: - What the machine wants

extension PoolScenario {
    private mutating func perform(_ actions: [PoolStateMachine.Action], _ script: inout Script) throws {
        for action in actions {
            write(action, &script)
            switch action {
            case .hand(let id, let waiter): try hand(id, to: waiter, &script)
            case .refuse(let waiter, let refusal): try refuse(waiter, refusal)
            case .connect(let id, let delay):
                try demand(id > lastConnection, "\(id) is opened twice")
                try demand(delay >= .zero && delay <= bounds.longestBackoff, "a pause of \(delay)")
                lastConnection = id
                connections[id] = .connecting(due: now + delay)
            case .close(let id):
                // One that was being opened when the pool was given up is closed once it is open.
                try demand(connections[id] != nil, "\(id) is closed twice")
                connections[id] = nil
            case .wake(let time): wakes.append(time)
            case .finish:
                try demand(isClosing, "the pool ends by itself")
                isFinished = true
            }
        }
    }

    private func write(_ action: PoolStateMachine.Action, _ script: inout Script) {
        // An instant means nothing in another process.
        if case .wake(let time) = action {
            script.write("  wake in \(now.duration(to: time))")
        } else {
            script.write("  \(action)")
        }
    }

    private mutating func hand(_ id: PoolStateMachine.ConnectionID, to waiter: Int, _ script: inout Script) throws {
        try demand(connections[id] == .idle, "\(id) is handed out as \(String(describing: connections[id]))")
        guard let first = waiting.first, first.id == waiter else {
            throw BrokenInvariant("\(waiter) is served though \(waiting.map(\.id)) wait")
        }
        waiting.removeFirst()
        connections[id] = .leased(isAlive: true)
        // The task may be cancelled at this very moment: it takes no connection, and the next one gets it.
        guard !isSettling, script.once(in: 6) else { return }
        script.write("  \(waiter) is cancelled as it is served")
        try giveBack(id, isReusable: true, &script)
    }

    private mutating func refuse(_ waiter: Int, _ refusal: PoolStateMachine.Refusal) throws {
        guard let index = waiting.firstIndex(where: { $0.id == waiter }) else {
            throw BrokenInvariant("\(waiter) is refused and does not wait")
        }
        let deadline = waiting.remove(at: index).deadline
        switch refusal {
        case .exhausted: try demand(deadline <= now, "\(waiter) is refused before its time is over")
        case .unreachable: try demand(!isServerUp && leased.isEmpty, "\(waiter) is refused by a server that is there")
        case .closed: try demand(isClosing, "\(waiter) is refused by a pool that is open")
        }
    }
}
