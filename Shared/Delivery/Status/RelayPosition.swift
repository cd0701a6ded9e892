public import Eventing
public import Vocabulary

/// How far a service's log has left, and who carries it.
public struct RelayPosition: Record {
    /// All that transactions before this one told has left.
    public var reachedTransaction: Int64
    /// Of what that one told, all up to this position has left.
    public var reachedPosition: Int64
    /// So many events behind that have left as well, ahead of an older transaction.
    public var aheadEvents: Int64
    /// When the cursor was last moved.
    public var savedAt: Instant
    /// How many events wait to leave.
    public var lagEvents: Int64
    /// For how many seconds the oldest of them has waited.
    public var lagSeconds: Int64
    /// Which instance carries the log; nil when none does.
    public var leader: Session?
    /// No transaction before this one is running: what was told in later ones leaves ahead of it, or waits.
    public var fence: Int64
    /// Whose transaction holds the fence, on the whole server; nil when none is open.
    public var fenceHolder: String?

    init(
        reachedTransaction: Int64, reachedPosition: Int64, aheadEvents: Int64, savedAt: Instant, lagEvents: Int64,
        lagSeconds: Int64, leader: Session?, fence: Int64, fenceHolder: String?
    ) {
        self.reachedTransaction = reachedTransaction
        self.reachedPosition = reachedPosition
        self.aheadEvents = aheadEvents
        self.savedAt = savedAt
        self.lagEvents = lagEvents
        self.lagSeconds = lagSeconds
        self.leader = leader
        self.fence = fence
        self.fenceHolder = fenceHolder
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ relay: RelayPosition?) throws(EventFault) {
        reachedTransaction = try fields.field("reached_transaction", relay?.reachedTransaction)
        reachedPosition = try fields.field("reached_position", relay?.reachedPosition)
        aheadEvents = try fields.field("ahead_events", relay?.aheadEvents)
        savedAt = try fields.field("saved_at", relay?.savedAt)
        lagEvents = try fields.field("lag_events", relay?.lagEvents)
        lagSeconds = try fields.field("lag_seconds", relay?.lagSeconds)
        leader = try fields.optional("leader", relay?.leader)
        fence = try fields.field("fence", relay?.fence)
        fenceHolder = try fields.optional("fence_holder", relay?.fenceHolder)
    }

    /// A session of the database.
    public struct Session: Record {
        /// The server's process, for `pg_terminate_backend`.
        public var process: Int32
        /// Where it comes from: address and port, or `local`.
        public var client: String
        /// Since when it is connected.
        public var since: Instant

        init(process: Int32, client: String, since: Instant) {
            self.process = process
            self.client = client
            self.since = since
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ session: Session?) throws(EventFault) {
            process = try fields.field("process", session?.process)
            client = try fields.field("client", session?.client)
            since = try fields.field("since", session?.since)
        }
    }
}
