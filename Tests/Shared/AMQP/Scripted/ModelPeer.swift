import Seeds

@testable import AMQP

/// The broker's side of one connection: whether it is there, answers, reads, and what it has said.
struct ModelPeer {
    /// What it says unasked.
    enum Frame {
        case blocked(reason: String)
        case unblocked
        case closed(AMQPError)
    }

    private enum Mood {
        case well
        /// It takes what it is sent, and says nothing.
        case silent(since: ContinuousClock.Instant?)
        /// Nothing listens.
        case away
    }

    private static let refusals: [AMQPError] = [
        .authenticationRefused(user: "u"), .preconditionFailed(resource: "queue", reason: "r"),
        .connectionClosed(code: 320, reason: "r"), .channelClosed(code: 504, reason: "r"),
        .connectionLost(reason: "reset"),
    ]

    private var mood = Mood.well
    private var isRefusing = false
    private var isConnected = false
    private var isBlocked = false
    private var leaving: [Frame] = []

    /// Whether it would answer a goodbye.
    var hears: Bool {
        if case .well = mood { true } else { false }
    }

    /// Answers a step of opening, or lets its limit pass. Returns what the step failed by.
    mutating func answer(
        _ step: LinkStateMachine.Step, _ limit: Duration, _ now: inout ContinuousClock.Instant, _ script: inout Script
    ) -> AMQPError? {
        switch mood {
        case .away where step == .socket: return .unreachable(address: "b", reason: "connection refused")
        case .away: return .connectionLost(reason: "reset")
        case .silent where step != .socket:
            now += limit
            return .timeout(awaiting: "\(step)")
        case .silent, .well: break
        }
        if step != .socket, !isConnected { return .connectionLost(reason: "reset") }
        for case .closed(let error) in leaving where step != .socket { return error }
        now += .milliseconds(script.below(50))
        if isRefusing, step != .socket, script.once(in: 2) {
            return Self.refusals[script.below(Self.refusals.count)]
        }
        if step == .socket { (isConnected, isBlocked, leaving) = (true, false, []) }
        return nil
    }

    /// It does something of its own.
    mutating func act(_ script: inout Script) {
        switch script.below(9) {
        case 0:
            mood = .silent(since: nil)
            script.write("the broker falls silent")
        case 1:
            isRefusing.toggle()
            script.write("the broker \(isRefusing ? "refuses" : "grants") what it is asked for")
        case 2: say(.closed(.connectionClosed(code: 320, reason: "shutdown")), &script)
        case 3: say(.closed(.channelClosed(code: 404, reason: "no exchange")), &script)
        case 4, 5:
            guard isConnected, hears else { return }
            isBlocked.toggle()
            say(isBlocked ? .blocked(reason: "memory") : .unblocked, &script)
        case 6: die()
        default: recover()
        }
    }

    private mutating func say(_ frame: Frame, _ script: inout Script) {
        guard isConnected, hears else { return }
        script.write("the broker says \(frame)")
        leaving.append(frame)
    }

    /// What it said next, as it reaches the actor.
    mutating func nextFrame() -> Frame? {
        leaving.isEmpty ? nil : leaving.removeFirst()
    }

    /// Whether nothing has been heard of it for so long, as of now: not even heartbeats.
    mutating func isSilent(for time: Duration, now: ContinuousClock.Instant) -> Bool {
        guard case .silent(let since) = mood, isConnected else { return false }
        guard let since else {
            mood = .silent(since: now)
            return false
        }
        return since.duration(to: now) >= time
    }

    mutating func die() {
        mood = .away
        leaving = isConnected ? [.closed(.connectionLost(reason: "reset"))] : []
        isConnected = false
    }

    mutating func recover() {
        (mood, isRefusing) = (.well, false)
    }

    /// The other side has closed the socket.
    mutating func hangUp() {
        (isConnected, leaving) = (false, [])
    }
}
