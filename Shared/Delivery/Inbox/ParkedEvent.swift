internal import Eventing
internal import Postgres
internal import Vocabulary

/// Why an event is not handled.
struct Refusal: Sendable, Equatable {
    var cause: ParkingCause
    var error: String
    /// How often it was tried.
    var attempts: Int32 = 0
}

/// An event that could not be handled and rests, with the reason, until somebody decides what becomes of it.
struct ParkedEvent: Sendable {
    /// Its attributes, where they could be read.
    var envelope: EventEnvelope?
    /// What arrived, where its attributes could not be read.
    var bytes: [UInt8]
    var queue: String
    var cause: ParkingCause
    var error: String
    var attempts: Int32

    init(unreadable bytes: [UInt8], queue: String, fault: EventFault) {
        self.bytes = bytes
        self.queue = queue
        cause = .unreadable
        error = "unreadable: \(fault)"
        attempts = 0
    }

    init(_ arrived: ArrivedEvent, _ refusal: Refusal) {
        envelope = arrived.envelope
        bytes = arrived.envelope.data
        queue = arrived.queue
        cause = refusal.cause
        error = refusal.error
        attempts = refusal.attempts
    }

    /// Stores it. What arrives a second time rests only once; one that waited for what was missing may do so for another
    /// reason now.
    func park(in transaction: PostgresTransaction) throws(PostgresError) {
        guard let envelope else {
            try transaction.send(
                """
                INSERT INTO parked_events (queue, content, digest, cause, error, attempts)
                VALUES (\(queue), \(bytes), \(Int64(bitPattern: xxh64(bytes))), \(cause), \(error), \(attempts))
                ON CONFLICT DO NOTHING
                """)
            return
        }
        try transaction.send(
            """
            INSERT INTO parked_events (
                id, source, subject, subject_version, type, told_at, causation_id, correlation_id, traceparent,
                queue, content, digest, cause, error, attempts)
            VALUES (
                \(envelope.id), \(envelope.source.description), \(envelope.subject), \(envelope.subjectVersion),
                \(envelope.type), \(envelope.time), \(envelope.causationID), \(envelope.correlationID),
                \(envelope.traceparent), \(queue), \(bytes), \(Int64(bitPattern: xxh64(bytes))), \(cause),
                \(error), \(attempts))
            ON CONFLICT (id, source, subject, subject_version, digest) DO UPDATE
            SET cause = excluded.cause, error = excluded.error, attempts = excluded.attempts
            WHERE parked_events.cause = \(ParkingCause.gap) AND excluded.cause <> \(ParkingCause.gap)
            """)
    }
}
