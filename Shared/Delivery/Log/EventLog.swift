public import Eventing
public import Postgres
internal import Vocabulary

/// A service's own record of all that it ever told, written in the transaction of the state that it tells of.
public struct EventLog: Sendable {
    private let partitioning: Partitioning
    private let wakeup: Wakeup

    /// A log whose relay is woken after each commit.
    public init(partitioning: Partitioning, wakeup: Wakeup) {
        self.partitioning = partitioning
        self.wakeup = wakeup
    }

    /// Appends events in the order given. They leave once the transaction is committed, and never without it.
    ///
    /// The subject's row is locked before the position is drawn, so that the positions of one subject's events are in
    /// the order of its versions. So are the transactions that they count as told in: one that began before another may
    /// tell of a subject after it, and then counts as that one. Subjects are locked in one sorted order. Nothing is awaited: a failure fails the commit.
    public func append(_ events: [PendingEvent], in transaction: PostgresTransaction) throws {
        guard !events.isEmpty else { return }
        try transaction.send(
            """
            WITH pending AS (
                SELECT * FROM unnest(
                    \(events.map(\.id)), \(events.map(\.type.aggregate)), \(events.map(partition)),
                    \(events.map(\.subject)), \(events.map(\.type.name)), \(events.map(\.causationID)),
                    \(events.map(\.correlationID)), \(events.map(\.traceparent)),
                    \(events.map { UTF8Text($0.data) }), \(events.map { Int64(bitPattern: xxh64($0.data)) }),
                    \(numbersFromTheLast(of: events))
                ) WITH ORDINALITY AS pending (
                    id, aggregate, partition, subject, type, causation_id, correlation_id, traceparent, data, digest,
                    behind, ordinal)
            ), counted AS (
                INSERT INTO event_subject AS known (aggregate, subject, version)
                SELECT aggregate, subject, count(*) FROM pending
                GROUP BY aggregate, subject ORDER BY aggregate, subject
                ON CONFLICT (aggregate, subject) DO UPDATE SET
                    version = known.version + excluded.version, xid = greatest(known.xid, excluded.xid)
                RETURNING aggregate, subject, version, xid
            )
            INSERT INTO event_log (
                xid, id, aggregate, partition, subject, subject_version, type, causation_id, correlation_id,
                traceparent, data, digest)
            SELECT
                xid, id, aggregate, partition, subject,
                -- The last of a subject's events here has the version that was counted; those before it count back.
                version - behind, type, causation_id, correlation_id, traceparent, data, digest
            FROM pending JOIN counted USING (aggregate, subject)
            ORDER BY ordinal
            """)
        transaction.afterCommit { [wakeup] in wakeup.signal() }
    }

    /// How many events of its subject come behind each.
    private func numbersFromTheLast(of events: [PendingEvent]) -> [Int32] {
        var counts: [HeardSubject: Int32] = [:]
        var numbers: [Int32] = []
        for event in events.reversed() {
            let subject = HeardSubject(event.type.source, event.subject)
            numbers.append(counts[subject, default: 0])
            counts[subject, default: 0] += 1
        }
        return numbers.reversed()
    }

    private func partition(of event: PendingEvent) -> Int16 {
        Int16(partitioning.partition(of: event.subject))
    }
}
