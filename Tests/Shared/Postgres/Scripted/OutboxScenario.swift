import Seeds

@testable import Postgres

/// Tasks that put statements, scripts and transactions and take them back, and the thread of a connection that sends them.
struct OutboxScenario: Scenario {
    private enum Kind {
        case statement
        case script
        case begin
        /// COMMIT or ROLLBACK.
        case end
    }

    /// Where a command is.
    private enum Place {
        case put
        case sent
        case answered
        case withdrawn
        case failed
    }

    private struct Tracked {
        let command: Outbox.Command
        let kind: Kind
        /// The number of the BEGIN of its transaction, which is its own number for that; nil for a statement of its own.
        let transaction: Int?
        var place = Place.put
    }

    /// The transaction of the one task that has one.
    private enum Transaction: Equatable {
        case none
        case open(Int)
        /// COMMIT or ROLLBACK of this number is put.
        case ending(Int)
    }

    private var outbox = Outbox()
    private var commands: [Tracked] = []
    private var transaction = Transaction.none
    private var isOutside = true
    private var isEnded = false

    init(_ script: inout Script) {}

    mutating func step(_ script: inout Script) throws {
        switch script.below(14) {
        case 0, 1, 2: try put(script.once(in: 4) ? .script : .statement, &script)
        case 3, 4: if transaction == .none { try put(.begin, &script) }
        case 5: try finishTransaction(commits: script.once(in: 2), &script)
        case 6, 7, 8: try send(&script)
        case 9, 10, 11: try answer(&script)
        case 12: try withdraw(&script)
        default: if script.once(in: 4) { try end(.closed, &script) }
        }
    }

    mutating func crash(_ script: inout Script) throws {
        try end(.lost(PostgresError(.connectionLost, "crash")), &script)
    }

    mutating func settle(_ script: inout Script) throws {
        try finishTransaction(commits: true, &script)
        for _ in 0..<200 where !numbers(at: .put).isEmpty || !numbers(at: .sent).isEmpty {
            try send(&script)
            try answer(&script)
        }
        try demand(numbers(at: .put).isEmpty, "\(numbers(at: .put)) are never sent")
        try demand(transaction == .none, "\(transaction) goes on for ever")
        try demand(outbox.isIdle == !isEnded, "a connection with nothing to do is idle: \(outbox.isIdle)")
    }

    func check() throws {
        let isIdle = !isEnded && isOutside && numbers(at: .put).isEmpty && numbers(at: .sent).isEmpty
        try demand(outbox.isIdle == isIdle, "it says that it is idle: \(outbox.isIdle)")
    }

    private func numbers(at place: Place) -> [Int] {
        commands.indices.filter { commands[$0].place == place }
    }

    private func number(of command: Outbox.Command) throws -> Int {
        guard let number = commands.firstIndex(where: { $0.command.slot === command.slot }) else {
            throw BrokenInvariant("a command that nobody put")
        }
        return number
    }

    /// Notes what was taken out of the outbox for good.
    private mutating func move(_ taken: [Outbox.Command], to place: Place) throws {
        for command in taken {
            let number = try number(of: command)
            try demand(commands[number].place == .put, "\(number) is taken though it is \(commands[number].place)")
            commands[number].place = place
        }
    }
}

// MARK: - The tasks

extension OutboxScenario {
    private mutating func put(_ kind: Kind, _ script: inout Script) throws {
        var own: Int?
        if case .open(let begin) = transaction, script.once(in: 2) { own = begin }
        let command = Outbox.Command(work: kind == .script ? .script("s") : .query("q"))
        let refusal = refusal(of: command, kind, isOwn: own != nil)
        script.write("\(commands.count) is a \(kind): \(refusal.map { "\($0.kind)" } ?? "put")")
        let mayCome = own != nil || transaction == .none
        try demand((refusal == nil) == (mayCome && !isEnded), "\(kind) beside \(transaction): \(refusal == nil)")
        if refusal == nil { add(command, kind, in: kind == .begin ? commands.count : own) }
    }

    private mutating func refusal(of command: Outbox.Command, _ kind: Kind, isOwn: Bool) -> PostgresError? {
        do throws(PostgresError) {
            if isOwn {
                try outbox.put(command)
            } else if kind == .begin {
                try outbox.putBegin(command)
            } else {
                try outbox.putOutsideTransaction(command)
            }
            return nil
        } catch {
            return error
        }
    }

    private mutating func add(_ command: Outbox.Command, _ kind: Kind, in transaction: Int?) {
        commands.append(Tracked(command: command, kind: kind, transaction: transaction))
        if kind == .begin { self.transaction = .open(commands.count - 1) }
        if kind == .end { self.transaction = .ending(commands.count - 1) }
    }

    /// Ends the transaction as its task does: what never left is taken back, and what did is committed or rolled back.
    private mutating func finishTransaction(commits: Bool, _ script: inout Script) throws {
        guard case .open(let begin) = transaction else { return }
        script.write("transaction \(begin) is to be \(commits ? "committed" : "rolled back")")
        let unsent = numbers(at: .put).filter { commands[$0].transaction == begin }
        let isBegun = commands[begin].place != .put
        if commits {
            let isLone = outbox.withdraw(lone: commands[begin].command.slot)
            try demand(isLone == (unsent == [begin]), "a transaction of \(unsent) unsent is taken back: \(isLone)")
            if isLone { try move([commands[begin].command], to: .withdrawn) }
            if isLone { return leaveTransaction() }
        } else {
            let taken = outbox.withdraw(transaction: commands[begin].command.slot)
            try demand(try taken.map(number(of:)) == unsent, "\(taken.count) are taken back, and not \(unsent)")
            try move(taken, to: .withdrawn)
            if !isBegun { return leaveTransaction() }
        }
        let command = Outbox.Command(work: .query(""), role: .rollback)
        guard refusal(of: command, .end, isOwn: true) == nil else { return leaveTransaction() }
        add(command, .end, in: begin)
    }

    private mutating func leaveTransaction() {
        transaction = .none
        outbox.endTransaction()
    }

    /// A task that is cancelled takes its statement back, unless it was sent.
    private mutating func withdraw(_ script: inout Script) throws {
        let own = numbers(at: .put).filter { commands[$0].transaction == nil }
        guard let number = own.randomElement(using: &script) else { return }
        script.write("\(number) is taken back")
        outbox.withdraw(commands[number].command.slot)
        try move([commands[number].command], to: .withdrawn)
    }
}

// MARK: - The connection

extension OutboxScenario {
    /// Sends what may be sent, as the thread of the connection does.
    private mutating func send(_ script: inout Script) throws {
        guard !isEnded else { return }
        while !numbers(at: .sent).contains(where: { commands[$0].kind == .script }) {
            let taken = outbox.take(whileIdle: numbers(at: .sent).isEmpty)
            if taken.isEmpty { return }
            for (index, command) in taken.enumerated() {
                if script.once(in: 40) {
                    script.write("a write fails")
                    outbox.putBack(taken[index...])
                    return try crash(&script)
                }
                try send(number(of: command), &script)
            }
        }
    }

    private mutating func send(_ number: Int, _ script: inout Script) throws {
        script.write("\(number) is sent")
        try demand(number == numbers(at: .put).first, "\(number) is sent before \(numbers(at: .put))")
        let isScript = commands[number].kind == .script
        try demand(!isScript || numbers(at: .sent).isEmpty, "script \(number) is sent into \(numbers(at: .sent))")
        try move([commands[number].command], to: .sent)
    }

    private mutating func answer(_ script: inout Script) throws {
        guard let number = numbers(at: .sent).first else { return }
        script.write("\(number) is answered")
        commands[number].place = .answered
        switch commands[number].kind {
        case .begin: isOutside = false
        case .end: isOutside = true
        case .statement, .script: break
        }
        if numbers(at: .sent).isEmpty { outbox.settle(isOutsideTransaction: isOutside) }
        if transaction == .ending(number) { leaveTransaction() }
    }

    private mutating func end(_ end: Outbox.End, _ script: inout Script) throws {
        guard !isEnded else { return }
        script.write("the connection ends")
        isEnded = true
        outbox.end = end
        try move(outbox.withdraw(), to: .failed)
        try demand(numbers(at: .put).isEmpty, "\(numbers(at: .put)) wait for a connection that is gone")
        for number in numbers(at: .sent) { commands[number].place = .failed }
        if case .ending = transaction { leaveTransaction() }
    }
}
