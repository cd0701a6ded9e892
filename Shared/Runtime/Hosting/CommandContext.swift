public import Eventing
public import Vocabulary

/// Who gives a command, when and why: the same for HTTP and the command line.
public struct CommandContext: Sendable {
    /// Who gives it, in which role.
    public let caller: Caller
    /// Why, in the words of who gives it; may be empty.
    public var reason: String
    /// What time it is for the rules.
    public var now: Instant
    /// The trace that it belongs to.
    public var trace: TraceContext?

    /// Who gives it, as it is recorded.
    public var actor: String { caller.subject }

    /// Says who, why and when; the trace is the task's.
    public init(by caller: Caller, reason: String = "", now: Instant) {
        self.caller = caller
        self.reason = reason
        self.now = now
        trace = .current
    }
}
