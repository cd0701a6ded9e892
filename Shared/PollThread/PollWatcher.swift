import Glibc

/// What a descriptor is waited for, or is ready for.
public struct PollInterest: OptionSet, Sendable, Hashable {
    /// The bits of `poll(2)`.
    public let rawValue: Int16

    /// Makes an interest from the bits of `poll(2)`.
    public init(rawValue: Int16) {
        self.rawValue = rawValue
    }

    /// There is something to read, or the peer has closed.
    public static let read = PollInterest(rawValue: Int16(POLLIN))
    /// A write would not block.
    public static let write = PollInterest(rawValue: Int16(POLLOUT))
    /// The descriptor failed or was hung up. Always reported, whether asked for or not.
    public static let failure = PollInterest(rawValue: Int16(POLLERR | POLLHUP | POLLNVAL))
}

/// Someone who waits for a descriptor on a ``PollThread``: usually an actor that lives there.
///
/// Both functions are called on the thread, so that an actor may use `assumeIsolated` in them.
public protocol PollWatcher: AnyObject, Sendable {
    /// Handles what is already buffered in memory, then says what to wait for. Called before each poll.
    func prepareToPoll() -> PollInterest

    /// Handles the descriptor that became ready.
    func ready(_ events: PollInterest)
}
