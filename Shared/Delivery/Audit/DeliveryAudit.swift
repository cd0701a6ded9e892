public import Eventing
public import Postgres
public import Vocabulary

/// Looks at what a service told and heard, by its log and its inbox.
public struct DeliveryAudit: Sendable {
    private let service: String
    private let transaction: PostgresTransaction

    /// An audit within a transaction, whose snapshot it describes.
    public init(of service: String, in transaction: PostgresTransaction) {
        self.service = service
        self.transaction = transaction
    }

    /// The two sides of a stream of events.
    public enum Side: String, CodeFieldValue {
        /// What the service's log has.
        case told
        /// What the service's inbox has.
        case heard
    }

    /// How much a service told, or heard, of one source. Two services agree when their tallies are equal.
    public struct Tally: Record {
        /// Whether it was told or heard.
        public var side: Side
        /// The CloudEvents source.
        public var source: String
        /// How many events.
        public var events: Int64
        /// All identifiers and digests folded into one number, in any order.
        public var fingerprint: Int64

        init(side: Side, source: String, events: Int64, fingerprint: Int64) {
            self.side = side
            self.source = source
            self.events = events
            self.fingerprint = fingerprint
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ tally: Tally?) throws(EventFault) {
            side = try fields.field("side", tally?.side)
            source = try fields.field("source", tally?.source)
            events = try fields.field("events", tally?.events)
            fingerprint = try fields.field("fingerprint", tally?.fingerprint)
        }
    }

    /// The tallies of every source, on both sides, with the days that were dropped.
    public func tallies() async throws -> [Tally] {
        let told = try await transaction.query(
            """
            SELECT '/throughtrain/' || \(service) || '/' || stream, sum(events)::bigint, bit_xor(fingerprint)
            FROM (
                SELECT aggregate AS stream, count(*) AS events, bit_xor(digest # uuid_hash_extended(id, 0)) AS fingerprint
                FROM event_log GROUP BY aggregate
                UNION ALL SELECT stream, events, fingerprint FROM event_tally WHERE side = 'told'
            ) AS kept_and_dropped GROUP BY stream ORDER BY stream
            """)
        let heard = try await transaction.query(
            """
            SELECT stream, sum(events)::bigint, bit_xor(fingerprint)
            FROM (
                SELECT source AS stream, count(*) AS events, bit_xor(digest # uuid_hash_extended(id, 0)) AS fingerprint
                FROM inbox GROUP BY source
                UNION ALL SELECT stream, events, fingerprint FROM event_tally WHERE side = 'heard'
            ) AS kept_and_dropped GROUP BY stream ORDER BY stream
            """)
        return try tallies(.told, told) + tallies(.heard, heard)
    }

    private func tallies(_ side: Side, _ rows: PostgresRows) throws -> [Tally] {
        try rows.decode(String.self, Int64.self, Int64.self).map { source, events, fingerprint in
            Tally(side: side, source: source, events: events, fingerprint: fingerprint)
        }
    }

    /// The identifiers of the events told, or heard, of a source, in order, of the days that are kept: to name those by
    /// which two services differ.
    public func identifiers(_ side: Side, source: String) async throws -> [UUIDv7] {
        let rows =
            switch side {
            case .told:
                try await transaction.query(
                    """
                    SELECT id FROM event_log
                    WHERE '/throughtrain/' || \(service) || '/' || aggregate = \(source) ORDER BY id
                    """)
            case .heard:
                try await transaction.query("SELECT id FROM inbox WHERE source = \(source) ORDER BY id")
            }
        return try rows.decode(UUIDv7.self)
    }

    /// The events that rest in `parked_events`, as `number: type of subject: error`.
    public func parked() async throws -> [String] {
        try await transaction.query(
            """
            SELECT number || ': ' || coalesce(type || ' of ' || subject, 'unreadable') || ': ' || error
            FROM parked_events ORDER BY number LIMIT 100
            """
        ).decode(String.self)
    }

    /// The aggregates whose versions in the log have a hole or a repetition, or do not end where they were counted to.
    public func brokenVersions() async throws -> [String] {
        try await transaction.query(
            """
            SELECT aggregate || ' ' || subject
            FROM (
                SELECT aggregate, subject, count(*) AS events, min(subject_version) AS first,
                    max(subject_version) AS last, count(DISTINCT subject_version) AS versions
                FROM event_log GROUP BY aggregate, subject
            ) AS logged
            JOIN event_subject USING (aggregate, subject)
            WHERE events <> versions OR last <> version OR last - first + 1 <> versions
            ORDER BY 1 LIMIT 100
            """
        ).decode(String.self)
    }

    /// How many events the relay has not carried yet.
    public func unrelayed() async throws -> Int64 {
        let rows = try await transaction.query(
            """
            SELECT count(*) FROM event_log, event_cursor
            WHERE day >= since AND xid >= fence_from AND (xid >= fence_to OR position > last_position)
            """)
        return try rows.decode(Int64.self).first ?? 0
    }
}
