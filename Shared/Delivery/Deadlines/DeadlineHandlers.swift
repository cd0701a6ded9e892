public import Eventing
public import Postgres
public import Vocabulary

/// What a service does when deadlines of a kind have passed.
public struct DeadlineHandlers: Sendable {
    /// Handles the subjects whose deadline has passed, the earliest first, and returns what is to be told. The deadlines
    /// are struck out in the same transaction.
    public typealias Handler = @Sendable ([Passed], PostgresTransaction) async throws -> [PendingEvent]

    /// A deadline that has passed.
    public struct Passed: Sendable, Equatable {
        /// The aggregate's identifier.
        public let subject: String
        /// When it was due: the time that counts, however late it is worked.
        public let due: Instant
        /// The place in a trace that what is done of it belongs to: that of the work that set it, or one of its own.
        public internal(set) var trace: TraceContext?
    }

    private(set) var handlers: [String: Handler] = [:]

    /// Handles nothing.
    public init() {}

    /// Handles the deadlines of a kind.
    public mutating func on(_ kind: String, _ handle: @escaping Handler) {
        precondition(handlers[kind] == nil, "deadlines of kind \(kind) have a handler already")
        handlers[kind] = handle
    }
}
