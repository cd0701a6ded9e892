public import Eventing
internal import Postgres
internal import Vocabulary

/// Why an event waits.
public enum ParkingCause: String, Sendable, CaseIterable, StoredAsText, CodeFieldValue {
    /// The handler failed on it, alone and more than once.
    case failed
    /// An earlier event of its subject waits.
    case behind
    /// An earlier event of its subject has not come.
    case gap
    /// It is another event than the one that has its version.
    case conflict
    /// It could not be read.
    case unreadable
    /// It did not come by the way of those who may tell it.
    case forged
    /// It is older than the memory of what was handled, or from the future.
    case outOfTime = "out-of-time"
    /// The process died of it.
    case fatal
    /// The broker gave up on its message.
    case deadLettered = "dead-lettered"
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

    init(_ arrived: ArrivedEvent, _ cause: ParkingCause, error: String, attempts: Int32 = 0) {
        envelope = arrived.envelope
        bytes = arrived.envelope.data
        queue = arrived.queue
        self.cause = cause
        self.error = error
        self.attempts = attempts
    }

    /// Stores it. What arrives a second time rests only once.
    func park(in transaction: PostgresTransaction) throws {
        try transaction.send(
            """
            INSERT INTO parked_events (
                id, source, subject, subject_version, type, told_at, causation_id, correlation_id, traceparent,
                queue, content, digest, cause, error, attempts)
            VALUES (
                \(envelope?.id), \(envelope?.source.description), \(envelope?.subject), \(envelope?.subjectVersion),
                \(envelope?.type), \(envelope?.time), \(envelope?.causationID), \(envelope?.correlationID),
                \(envelope?.traceparent), \(queue), \(bytes), \(Int64(bitPattern: fnv1a(bytes))), \(cause),
                \(error), \(attempts))
            ON CONFLICT DO NOTHING
            """)
    }
}
