public import Eventing

/// Which parked events are meant: those of all conditions that are given.
public struct ParkedCriteria: Sendable, Equatable, CustomStringConvertible {
    /// By their numbers; any, when empty.
    public var numbers: [Int64]
    /// Why they wait.
    public var cause: ParkingCause?
    /// Who told them.
    public var source: EventSource?
    /// Of which aggregate.
    public var subject: String?
    /// Of which type.
    public var type: String?

    /// Means the events of these conditions.
    public init(
        numbers: [Int64] = [], cause: ParkingCause? = nil, source: EventSource? = nil, subject: String? = nil,
        type: String? = nil
    ) {
        self.numbers = numbers
        self.cause = cause
        self.source = source
        self.subject = subject
        self.type = type
    }

    /// Whether every parked event is meant.
    public var isEmpty: Bool { self == ParkedCriteria() }

    /// The conditions in words, as a plan keeps them.
    public var description: String {
        var words: [String] = []
        if !numbers.isEmpty { words.append("number " + numbers.map(String.init).joined(separator: ", ")) }
        if let cause { words.append("cause \(cause.rawValue)") }
        if let source { words.append("source \(source)") }
        if let subject { words.append("subject \(subject)") }
        if let type { words.append("type \(type)") }
        return words.isEmpty ? "all" : words.joined(separator: ", ")
    }
}
