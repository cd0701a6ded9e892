public import Eventing
public import Vocabulary

/// Who gives a command, when and why: the same for HTTP and the command line.
public struct CommandContext: Sendable {
    /// Who gives it. Named by the caller until tokens are issued; `anonymous` for a shopper.
    public var actor: String
    /// Why, in the words of who gives it; may be empty.
    public var reason: String
    /// What time it is for the rules.
    public var now: Instant
    /// The trace that it belongs to.
    public var trace: TraceContext?

    /// Says who, why and when; the trace is the task's.
    public init(actor: String, reason: String = "", now: Instant) {
        self.actor = actor
        self.reason = reason
        self.now = now
        trace = .current
    }
}
