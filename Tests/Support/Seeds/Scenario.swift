/// A machine and a model of its peer: a broker, a server, a log.
///
/// Both are pure values and time is a number, so that a run is told by its seed alone, can be played again, and can go on in
/// several ways from one point, each on a copy.
public protocol Scenario {
    /// The two as they begin.
    init(_ script: inout Script)
    /// One thing happens: to the machine, to its peer or on the way between them.
    mutating func step(_ script: inout Script) throws
    /// The peer, the way to it or the machine's own process dies, and with it what was not durable.
    mutating func crash(_ script: inout Script) throws
    /// What is under way comes to its end, and the end is as it must be.
    mutating func settle(_ script: inout Script) throws
    /// What holds after each step.
    func check() throws
}

/// What should have held.
public struct BrokenInvariant: Error, CustomStringConvertible {
    /// What did not hold, and by which values.
    public let description: String

    /// Says what did not hold.
    public init(_ description: String) {
        self.description = description
    }
}

/// Insists on an invariant of a scenario.
public func demand(_ holds: Bool, _ otherwise: @autoclosure () -> String) throws {
    if !holds { throw BrokenInvariant(otherwise()) }
}
