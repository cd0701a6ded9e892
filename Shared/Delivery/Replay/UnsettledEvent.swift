internal import Eventing
internal import Postgres
internal import Vocabulary

/// A parked event as it is stored, to be handled once more or struck out.
struct UnsettledEvent: Sendable {
    var number: Int64
    var cause: ParkingCause
    var queue: String
    /// Its attributes with its data; nil where they could not be read.
    var envelope: EventEnvelope?
    /// Its data, or all that arrived.
    var content: [UInt8]

    /// Looks for a parked event, and locks it; nil when it is not parked any more.
    static func lock(_ number: Int64, in transaction: PostgresTransaction) async throws -> UnsettledEvent? {
        let rows = try await transaction.query(
            """
            SELECT cause, queue, content, id, source, subject, subject_version, type, told_at, causation_id,
                correlation_id, traceparent
            FROM parked_events WHERE number = \(number) FOR UPDATE
            """)
        guard let row = rows.first else { return nil }
        let (cause, queue, content, id, source, subject, version, type, time, causation, correlation, trace) =
            try row.decode(
                ParkingCause.self, String.self, [UInt8].self, UUIDv7?.self, String?.self, String?.self, Int32?.self,
                String?.self, Instant?.self, UUIDv7?.self, UUIDv7?.self, String?.self)
        var event = UnsettledEvent(number: number, cause: cause, queue: queue, content: content)
        if let id, let source = source.flatMap({ EventSource($0) }), let subject, let version, let type, let time {
            event.envelope = EventEnvelope(
                id: id, source: source, type: type, subject: subject, subjectVersion: version, time: time,
                causationID: causation, correlationID: correlation, traceparent: trace, data: content)
        }
        return event
    }

    /// The event as it is handled.
    /// - Parameter correction: what takes the place of its content: its data, or all of it where its attributes could
    ///   not be read.
    /// - Throws: ``ReplayRefusal/wrongCorrection(_:)``
    func envelope(correctedBy correction: [UInt8]?, for handlers: EventHandlers) throws -> EventEnvelope? {
        guard let correction else { return envelope }
        do {
            if var corrected = envelope {
                corrected.data = correction
                try handlers.check(corrected)
                return corrected
            }
            let corrected = try EventEnvelope(decoding: correction)
            try expectSameWay(corrected, heardBy: handlers)
            try handlers.check(corrected)
            return corrected
        } catch let fault as EventFault {
            throw ReplayRefusal.wrongCorrection("\(fault)")
        }
    }

    /// A correction cannot put words into the mouth of another than who told it.
    private func expectSameWay(_ corrected: EventEnvelope, heardBy handlers: EventHandlers) throws {
        let source = corrected.source
        guard handlers.sources.contains(source) else {
            throw ReplayRefusal.wrongCorrection("nothing is heard of \(source) here")
        }
        guard queue.contains(".\(source.service).\(source.aggregate).") || queue.hasSuffix(".dead-letter") else {
            throw ReplayRefusal.wrongCorrection("it says \(source), but came on the queue \(queue)")
        }
    }
}
