/// The publish calls that wait for outcomes, and which of their messages goes next.
///
/// A pure value: the publisher tells it what happened, sends what it hands out, and resumes the calls that it has
/// finished.
struct PublishQueue {
    struct Finished: Equatable {
        let call: Int
        let outcomes: [PublishOutcome]
    }

    private struct Call {
        let messages: [AMQPMessage]
        let deadline: ContinuousClock.Instant
        var outcomes: [PublishOutcome?]
        var unsettled: Int
        /// The first message that was not sent.
        var next = 0

        /// The first message from an index on that has no outcome, as one that cannot be sent has from the beginning.
        func firstUnsent(from start: Int) -> Int? {
            outcomes[start...].firstIndex { $0 == nil }
        }
    }

    private var window: ConfirmWindow
    private var calls: [Int: Call] = [:]
    /// Calls with messages to send, in order of arrival.
    private var sending: [Int] = []
    private var finished: [Finished] = []

    init(window: ConfirmWindow) {
        self.window = window
    }

    /// Whether no call waits.
    var isEmpty: Bool {
        calls.isEmpty
    }

    /// Whether something is to be sent as soon as window and socket have room.
    var hasUnsent: Bool {
        !sending.isEmpty
    }

    /// How many messages were sent and not answered.
    var unconfirmed: Int {
        window.count
    }

    mutating func add(_ messages: [AMQPMessage], as id: Int, deadline: ContinuousClock.Instant) {
        var call = Call(
            messages: messages, deadline: deadline, outcomes: Array(repeating: nil, count: messages.count),
            unsettled: messages.count)
        for (index, message) in messages.enumerated() {
            guard let fault = message.fault else { continue }
            call.outcomes[index] = .unsent(fault)
            call.unsettled -= 1
        }
        calls[id] = call
        sending.append(id)
        if call.unsettled == 0 { finish(id) }
    }

    /// Hands out the next message if the window has room, and counts it as sent.
    mutating func next() -> AMQPMessage? {
        guard let id = sending.first, let call = calls[id], let index = call.firstUnsent(from: call.next) else {
            return nil
        }
        var message = call.messages[index]
        if message.isMandatory, message.messageID == nil { message.messageID = String(window.nextTag) }
        let key = message.isMandatory ? message.messageID : nil
        guard window.admits(bytes: message.body.count, returnKey: key) else { return nil }
        window.enter(.init(call: id, index: index), bytes: message.body.count, returnKey: key)
        calls[id]?.next = index + 1
        if call.firstUnsent(from: index + 1) == nil { sending.removeFirst() }
        return message
    }

    /// The calls that have all their outcomes since this was last asked.
    mutating func takeFinished() -> [Finished] {
        defer { finished.removeAll(keepingCapacity: true) }
        return finished
    }

    // MARK: - What happened

    mutating func answered(_ outcome: PublishOutcome, tag: UInt64, multiple: Bool) {
        settle(window.answered(outcome, tag: tag, multiple: multiple))
    }

    mutating func returned(key: String, code: Int, reason: String) {
        window.returned(key: key, code: code, reason: reason)
    }

    /// Ends every call: later messages of one aggregate must not overtake those whose fate is unknown.
    mutating func connectionLost(_ error: AMQPError) {
        settle(window.connectionLost(error))
        for id in calls.keys.sorted() {
            abandon(id, for: error)
        }
    }

    /// Ends the calls whose time is over; `error` says what they waited for.
    mutating func expire(at now: ContinuousClock.Instant, for error: AMQPError) {
        for (id, call) in calls where call.deadline <= now {
            abandon(id, for: error)
        }
    }

    /// Ends a call. What was sent of it stays in the window until it is answered.
    mutating func abandon(_ id: Int, for error: AMQPError) {
        guard var call = calls[id] else { return }
        for index in call.outcomes.indices where call.outcomes[index] == nil {
            call.outcomes[index] = index < call.next ? .unknown(error) : .unsent(error)
        }
        calls[id] = call
        finish(id)
    }

    private mutating func settle(_ settled: [ConfirmWindow.Settled]) {
        for settled in settled {
            let id = settled.ticket.call
            // The call may have been abandoned meanwhile.
            guard calls[id] != nil else { continue }
            calls[id]?.outcomes[settled.ticket.index] = settled.outcome
            calls[id]?.unsettled -= 1
            if calls[id]?.unsettled == 0 { finish(id) }
        }
    }

    private mutating func finish(_ id: Int) {
        guard let call = calls.removeValue(forKey: id) else { return }
        sending.removeAll { $0 == id }
        finished.append(Finished(call: id, outcomes: call.outcomes.compactMap(\.self)))
    }
}
