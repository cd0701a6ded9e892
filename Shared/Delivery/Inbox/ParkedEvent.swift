internal import Eventing
internal import Postgres
internal import Vocabulary

/// An event that could not be handled and rests, with the reason, until somebody decides what becomes of it.
struct ParkedEvent: Sendable {
    /// Its attributes, where they could be read.
    var envelope: EventEnvelope?
    /// What arrived, where its attributes could not be read.
    var bytes: [UInt8]
    var queue: String
    var error: String
    var attempts: Int32

    init(unreadable bytes: [UInt8], queue: String, fault: EventFault) {
        self.bytes = bytes
        self.queue = queue
        error = "unreadable: \(fault)"
        attempts = 0
    }

    init(_ arrived: ArrivedEvent, error: String, attempts: Int32 = 0) {
        envelope = arrived.envelope
        bytes = arrived.envelope.data
        queue = arrived.queue
        self.error = error
        self.attempts = attempts
    }

    /// Stores it. What arrives a second time rests only once.
    func park(in transaction: PostgresTransaction) throws {
        try transaction.send(
            """
            INSERT INTO parked_events (
                id, source, subject, subject_version, type, correlation_id, queue, content, digest, error, attempts)
            VALUES (
                \(envelope?.id), \(envelope?.source.description), \(envelope?.subject), \(envelope?.subjectVersion),
                \(envelope?.type), \(envelope?.correlationID), \(queue), \(bytes),
                \(Int64(bitPattern: fnv1a(bytes))), \(error), \(attempts))
            ON CONFLICT DO NOTHING
            """)
    }
}
