public import Eventing
public import Postgres
public import Vocabulary

/// What a service asked of the logs of others, and what came of it.
public struct RefillBook: Sendable {
    private let transaction: PostgresTransaction

    /// The book as a transaction sees it.
    public init(in transaction: PostgresTransaction) {
        self.transaction = transaction
    }

    /// Orders the log of a source. The running service asks for it, again and again until it has all arrived.
    /// - Parameters:
    ///   - source: one that the service listens to.
    ///   - partition: one alone; nil for all.
    ///   - since: only what was told from then on; nil for all that the log has.
    /// - Returns: the order's identifier: that of an open one for the same or for more, if there is one.
    /// - Throws: ``DeliveryError/refillOpen`` while one for less is open, which cannot be extended.
    public func order(logOf source: EventSource, partition: Int16? = nil, since: Instant? = nil) async throws -> UUIDv7
    {
        let open = try await transaction.query(
            """
            INSERT INTO refill AS known (id, source, partition, since)
            VALUES (\(UUIDv7.make()), \(source.description), \(partition), \(since))
            ON CONFLICT (source, coalesce(partition, -1)) WHERE finished_at IS NULL
            DO UPDATE SET since = known.since WHERE known.since IS NULL OR known.since <= excluded.since
            RETURNING id
            """
        ).decode(UUIDv7.self)
        guard let id = open.first else { throw DeliveryError.refillOpen }
        return id
    }

    /// How an order stands; nil if there is none of that identifier.
    public func standing(of order: UUIDv7) async throws -> RefillStanding? {
        try await transaction.query(
            """
            SELECT source, times_asked, sent, through, finished_at IS NOT NULL, refusal FROM refill WHERE id = \(order)
            """
        ).decode(String.self, Int32.self, Int64.self, Instant?.self, Bool.self, String?.self)
            .map { source, timesAsked, sent, through, isFinished, refusal in
                RefillStanding(
                    order: order, source: source, timesAsked: timesAsked, sent: sent, through: through,
                    isFinished: isFinished, refusal: refusal)
            }.first
    }

    /// The logs to ask for now: those that were never asked for, and those of which nothing has been heard for a while.
    func logsToAskFor() async throws -> [RefillRequest] {
        try await transaction.query(
            """
            UPDATE refill SET asked_at = now(), times_asked = times_asked + 1
            WHERE id IN (
                SELECT id FROM refill
                WHERE finished_at IS NULL AND (
                    asked_at IS NULL
                    OR greatest(asked_at, heard_at) + interval '10 seconds' * least(times_asked, 30) < now())
                FOR UPDATE SKIP LOCKED)
            RETURNING id, source, partition, since
            """
        ).decode(UUIDv7.self, String.self, Int16?.self, Instant?.self).compactMap { id, source, partition, since in
            EventSource(source).map {
                RefillRequest(id: id, logOf: $0, partition: partition.map(Int32.init), since: since)
            }
        }
    }

    /// The versions to ask for now: those of gaps just noticed, and those asked for in vain.
    ///
    /// While the whole log of a source is on its way, its gaps fill by themselves.
    func versionsToAskFor() async throws -> [RefillRequest] {
        let rows = try await transaction.query(
            """
            -- Looked up once: as a set in a condition it may be looked up again for each of its rows, and then is not limited.
            WITH open AS MATERIALIZED (
                SELECT source, subject FROM gap
                WHERE kept_from IS NULL AND (
                    asked_at IS NULL
                    OR asked_at + interval '5 seconds' * power(2, least(times_asked - 1, 7)) < now())
                    AND NOT EXISTS (
                        SELECT FROM refill
                        WHERE refill.source = gap.source AND finished_at IS NULL AND partition IS NULL AND since IS NULL)
                ORDER BY noticed_at LIMIT \(RefillRequest.maximumSubjects)
                FOR UPDATE SKIP LOCKED)
            UPDATE gap SET asked_at = now(), times_asked = times_asked + 1 FROM open
            WHERE gap.source = open.source AND gap.subject = open.subject
            RETURNING gap.source, gap.subject, missing_from, missing_to
            """
        ).decode(String.self, String.self, Int32.self, Int32.self)
        return Dictionary(grouping: rows, by: \.0).sorted { $0.key < $1.key }.compactMap { source, rows in
            EventSource(source).map { source in
                RefillRequest(of: source, versions: rows.map { MissingVersions(of: $0.1, from: $0.2, to: $0.3) })
            }
        }
    }

    // MARK: - What will never come

    /// The gaps that nobody can fill any more, as `source subject: versions 3 to 4 are gone for good`. Their subjects stand
    /// still until somebody decides.
    public func unfillable() async throws -> [String] {
        try await transaction.query(
            """
            SELECT source || ' ' || subject || ': versions ' || missing_from || ' to ' || kept_from - 1
                || ' are gone for good'
            FROM gap WHERE kept_from IS NOT NULL ORDER BY source, subject LIMIT 100
            """
        ).decode(String.self)
    }

    /// Lets a subject go on behind versions that are gone for good.
    /// - Returns: whether there was such a gap.
    public func passOver(_ subject: String, of source: EventSource) async throws -> Bool {
        // Whoever works on a subject locks this row first.
        try transaction.send(
            """
            SELECT FROM inbox_subject WHERE source = \(source.description) AND subject = \(subject) FOR UPDATE
            """)
        return try await transaction.query(
            """
            WITH gone AS (
                SELECT source, subject, missing_from, kept_from FROM gap
                WHERE source = \(source.description) AND subject = \(subject) AND kept_from IS NOT NULL
                FOR UPDATE
            ), passed AS (
                UPDATE inbox_subject SET version = kept_from - 1 FROM gone
                WHERE inbox_subject.source = gone.source AND inbox_subject.subject = gone.subject
                    AND version < kept_from - 1
            ), noted AS (
                INSERT INTO passed_over (source, subject, missing_from, missing_to, cause)
                SELECT source, subject, missing_from, kept_from - 1, \(GoneCause.dropped) FROM gone
                ON CONFLICT DO NOTHING
            )
            UPDATE gap SET
                missing_from = gap.kept_from, missing_to = greatest(missing_to, gap.kept_from), kept_from = NULL,
                asked_at = NULL
            FROM gone WHERE gap.source = gone.source AND gap.subject = gone.subject
            RETURNING gap.subject
            """
        ).count > 0
    }

    // MARK: - What is said of answers

    /// Notes what a teller says, in the transaction of the events that came before it.
    func note(_ news: RefillNews) throws {
        if let progress = news.progress {
            try transaction.send(
                """
                UPDATE refill SET
                    heard_at = now(), sent = greatest(sent, \(progress.sent)),
                    through = greatest(through, \(progress.through)),
                    finished_at = CASE WHEN \(progress.isFinished) THEN now() ELSE finished_at END
                WHERE id = \(news.request) AND source = \(news.source.description)
                """)
        }
        if let refusal = news.refusal {
            try transaction.send(
                """
                UPDATE refill SET heard_at = now(), finished_at = now(), refusal = \(refusal)
                WHERE id = \(news.request) AND source = \(news.source.description) AND finished_at IS NULL
                """)
        }
        if let beginning = news.beginning { try note(beginning, of: news) }
        for gone in news.gone { try note(gone, of: news.source.description) }
    }

    /// Who has heard something that was told before the log begins is no newcomer: what it lacks of that is a loss.
    private func note(_ beginning: LogBeginning, of news: RefillNews) throws {
        let source = news.source.description
        try transaction.send(
            """
            UPDATE refill SET dropped = \(beginning.dropped)
            WHERE id = \(news.request) AND source = \(source) AND dropped IS NULL
                AND NOT EXISTS (
                    SELECT FROM event_tally WHERE side = 'heard' AND stream = \(source) AND hour < \(beginning.at))
                AND NOT EXISTS (
                    SELECT FROM inbox WHERE source = \(source) AND id < \(UUIDv7.first(at: beginning.at)))
            """)
    }

    private func note(_ gone: GoneVersions, of source: String) throws {
        let (subject, from, to) = (gone.versions.subject, gone.versions.from, gone.versions.to)
        // Who never heard of the subject begins behind what was dropped. Who did has lost something by that, and is not
        // led past it without a decision. What was superseded holds no more: a later version says what does, to both. What
        // was lost with the teller's own state did not happen, but for who has it in store: that one's turn comes.
        try transaction.send(
            """
            WITH standing AS (
                SELECT version FROM inbox_subject WHERE source = \(source) AND subject = \(subject) FOR UPDATE
            ), span AS (
                SELECT least(\(to), min(subject_version) - 1) AS last FROM parked_events
                WHERE source = \(source) AND subject = \(subject) AND cause = \(ParkingCause.gap)
                    AND subject_version >= \(from)
            ), passed AS (
                INSERT INTO inbox_subject AS known (source, subject, version)
                SELECT \(source), \(subject), last FROM span
                WHERE last >= \(from) AND (\(from) = 1 OR EXISTS (SELECT FROM standing))
                ON CONFLICT (source, subject) DO UPDATE SET version = excluded.version
                WHERE \(gone.cause != .dropped) AND known.version BETWEEN \(from) - 1 AND excluded.version - 1
                RETURNING version
            ), noted AS (
                INSERT INTO passed_over (source, subject, missing_from, missing_to, cause)
                SELECT \(source), \(subject), greatest(\(from), (SELECT version + 1 FROM standing)), version, \(gone.cause)
                FROM passed
                ON CONFLICT DO NOTHING
            )
            UPDATE gap SET
                missing_from = coalesce((SELECT version + 1 FROM passed), missing_from),
                missing_to = greatest(missing_to, (SELECT version + 1 FROM passed)),
                asked_at = CASE WHEN EXISTS (SELECT FROM passed) THEN NULL ELSE asked_at END,
                kept_from = CASE
                    WHEN EXISTS (SELECT FROM passed) THEN NULL
                    WHEN \(gone.cause == .dropped) THEN \(to) + 1 ELSE kept_from END
            WHERE source = \(source) AND subject = \(subject) AND \(to) BETWEEN missing_from AND missing_to
            """)
    }
}

/// How an order for a log stands.
public struct RefillStanding: Record {
    /// The order.
    public let order: UUIDv7
    /// Whose log, in the CloudEvents form.
    public let source: String
    /// How often it was asked for.
    public let timesAsked: Int32
    /// How many events have come, of which some may have been known.
    public let sent: Int64
    /// When the last of them was told.
    public let through: Instant?
    /// Whether all has arrived, or none will.
    public let isFinished: Bool
    /// Why none will.
    public let refusal: String?

    init(
        order: UUIDv7, source: String, timesAsked: Int32, sent: Int64, through: Instant?, isFinished: Bool,
        refusal: String?
    ) {
        self.order = order
        self.source = source
        self.timesAsked = timesAsked
        self.sent = sent
        self.through = through
        self.isFinished = isFinished
        self.refusal = refusal
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ standing: RefillStanding?) throws(EventFault) {
        order = try fields.field("order", standing?.order)
        source = try fields.field("source", standing?.source)
        timesAsked = try fields.field("times_asked", standing?.timesAsked)
        sent = try fields.field("sent", standing?.sent)
        through = try fields.optional("through", standing?.through)
        isFinished = try fields.field("finished", standing?.isFinished)
        refusal = try fields.optional("refusal", standing?.refusal)
    }
}
