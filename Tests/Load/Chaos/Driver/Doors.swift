import Synchronization

/// The doors of a service's instances, of which those that did not answer are avoided for a moment, as a balancer of loads does.
final class Doors: Sendable {
    /// The ports.
    let ports: [UInt16]
    private let shutUntil: Mutex<[UInt16: UInt64]>

    /// How long a door is avoided, in nanoseconds.
    static let pause: UInt64 = 1_000_000_000

    init(_ ports: [UInt16]) {
        self.ports = ports
        shutUntil = Mutex([:])
    }

    /// The door for an attempt: each in its turn, but one that may be open before one that did not answer.
    func door(for attempt: Int, at now: UInt64) -> UInt16 {
        let turn = ports.indices.map { ports[(attempt + $0) % ports.count] }
        return shutUntil.withLock { shut in turn.first { shut[$0, default: 0] <= now } ?? turn[0] }
    }

    /// One did not answer.
    func shut(_ port: UInt16, at now: UInt64) {
        shutUntil.withLock { $0[port] = now + Self.pause }
    }
}
