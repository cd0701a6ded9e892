internal import Eventing
internal import Postgres
internal import Vocabulary

/// An event as it stands in the log.
struct LoggedEvent: Sendable, Equatable {
    var position: Int64
    var partition: Int
    var envelope: EventEnvelope

    /// What ``init(_:of:)`` reads.
    static let columns = """
        position, partition, id, aggregate, type, subject, subject_version, logged_at, causation_id, correlation_id,
        traceparent, data
        """

    init(position: Int64, partition: Int, envelope: EventEnvelope) {
        self.position = position
        self.partition = partition
        self.envelope = envelope
    }

    /// Reads a row of a service's log.
    init(_ row: PostgresRow, of service: String) throws {
        let (position, partition, id, aggregate, type, subject, version, time, causation, correlation, trace, data) =
            try row.decode(
                Int64.self, Int16.self, UUIDv7.self, String.self, String.self, String.self, Int32.self, Instant.self,
                UUIDv7?.self, UUIDv7?.self, String?.self, UTF8Text.self)
        self.init(
            position: position, partition: Int(partition),
            envelope: EventEnvelope(
                id: id, source: EventSource(service, aggregate), type: type, subject: subject, subjectVersion: version,
                time: time, causationID: causation, correlationID: correlation, traceparent: trace, data: data.bytes))
    }
}
