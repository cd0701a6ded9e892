internal import Eventing
internal import Postgres
internal import Vocabulary

/// The events that are stored because one before them is missing, and the gaps that they show.
enum StoredEvents {
    /// What is stored of some subjects, in order of version. A subject has few events, so all of them are read.
    /// - Parameter limit: how many at most, of all subjects.
    static func load(
        _ subjects: [HeardSubject], limit: Int64 = .max, in transaction: PostgresTransaction
    ) async throws -> [OrderProof.Candidate] {
        guard !subjects.isEmpty else { return [] }
        let rows = try await transaction.query(
            """
            SELECT number, id, parked.source, parked.subject, subject_version, type, told_at, causation_id,
                correlation_id, traceparent, queue, content
            FROM unnest(\(subjects.map(\.source.description)), \(subjects.map(\.subject))) AS going (source, subject)
            JOIN parked_events AS parked USING (source, subject)
            WHERE cause = \(ParkingCause.gap)
            ORDER BY subject_version, number LIMIT \(limit)
            """)
        return try rows.compactMap { row in
            let (
                number, id, source, subject, version, type, time, causation, correlation, trace, queue, content
            ) = try row.decode(
                Int64.self, UUIDv7.self, String.self, String.self, Int32.self, String.self, Instant.self, UUIDv7?.self,
                UUIDv7?.self, String?.self, String.self, [UInt8].self)
            guard let source = EventSource(source) else { return nil }
            let envelope = EventEnvelope(
                id: id, source: source, type: type, subject: subject, subjectVersion: version, time: time,
                causationID: causation, correlationID: correlation, traceparent: trace, data: content)
            return OrderProof.Candidate(
                event: ArrivedEvent(envelope: envelope, queue: queue), stored: number)
        }
    }

    /// Strikes out what waits no more.
    static func strike(_ numbers: [Int64], in transaction: PostgresTransaction) throws(PostgresError) {
        guard !numbers.isEmpty else { return }
        try transaction.send("DELETE FROM parked_events WHERE number = ANY (\(numbers))")
    }

    /// Lets a stored event wait for another reason.
    static func turn(
        _ number: Int64, to refusal: Refusal, in transaction: PostgresTransaction
    ) throws(PostgresError) {
        try transaction.send(
            """
            UPDATE parked_events SET cause = \(refusal.cause), error = \(refusal.error), attempts = \(refusal.attempts)
            WHERE number = \(number)
            """)
    }

    /// Notes how far the subjects' gaps reach now. A gap that was asked for stays so while it closes; one behind it is new.
    static func noteGaps(
        _ standings: [HeardSubject: OrderProof.Standing], in transaction: PostgresTransaction
    ) throws(PostgresError) {
        let closed = standings.filter { $0.value.firstStored == nil }.map(\.key)
        if !closed.isEmpty {
            try transaction.send(
                """
                DELETE FROM gap
                USING unnest(\(closed.map(\.source.description)), \(closed.map(\.subject))) AS closed (source, subject)
                WHERE gap.source = closed.source AND gap.subject = closed.subject
                """)
        }
        // What can go on shows no gap; it is seen to next.
        let open = standings.filter { $0.value.firstStored != nil && !$0.value.canGoOn }
        guard !open.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO gap AS known (source, subject, missing_from, missing_to)
            SELECT source, subject, missing_from, missing_to FROM unnest(
                \(open.map(\.key.source.description)), \(open.map(\.key.subject)), \(open.map { $0.value.last + 1 }),
                \(open.map { ($0.value.firstStored ?? .max) - 1 })
            ) AS open (source, subject, missing_from, missing_to)
            ORDER BY source, subject
            ON CONFLICT (source, subject) DO UPDATE SET
                missing_from = excluded.missing_from, missing_to = excluded.missing_to,
                noticed_at = CASE WHEN excluded.missing_from > known.missing_to THEN now() ELSE known.noticed_at END,
                asked_at = CASE WHEN excluded.missing_from > known.missing_to THEN NULL ELSE known.asked_at END,
                times_asked = CASE WHEN excluded.missing_from > known.missing_to THEN 0 ELSE known.times_asked END,
                kept_from = CASE WHEN excluded.missing_from > known.missing_to THEN NULL ELSE known.kept_from END
            """)
    }
}
