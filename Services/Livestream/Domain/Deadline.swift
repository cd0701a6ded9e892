public import Vocabulary

/// A clock that an aggregate's state asks for: the command is given once its time has come, unless the state has moved on.
public struct Deadline<Command: Sendable & Hashable>: Sendable, Hashable {
    /// When the command becomes due.
    public let due: Instant
    /// The command to give.
    public let command: Command

    /// Makes a deadline.
    public init(_ command: Command, due: Instant) {
        self.command = command
        self.due = due
    }
}
