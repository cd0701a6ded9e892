internal import Eventing
public import Postgres
internal import Vocabulary

/// What waits in a service's `parked_events`.
public struct ParkedEvents: Sendable {
    private let transaction: PostgresTransaction

    /// What a transaction sees of them.
    public init(in transaction: PostgresTransaction) {
        self.transaction = transaction
    }

    /// How many of the events before and behind one are shown with it.
    static let shownNeighbours: Int64 = 100

    /// A page of what is meant, in the order in which it was parked.
    /// - Parameters:
    ///   - last: the number of the last one of the page before.
    ///   - limit: how many at most.
    public func list(_ criteria: ParkedCriteria, after last: Int64? = nil, limit: Int64) async throws -> [WaitingEvent]
    {
        let numbers = try await numbers(criteria, after: last, limit: limit)
        return try await transaction.query(
            """
            SELECT number, cause, error, attempts, parked_at, queue, id, source, subject, subject_version, type, told_at
            FROM parked_events WHERE number = ANY (\(numbers)) ORDER BY number
            """
        ).map { try WaitingEvent($0) }
    }

    /// The numbers of what is meant, in order.
    func numbers(_ criteria: ParkedCriteria, after last: Int64? = nil, limit: Int64) async throws -> [Int64] {
        try await transaction.query(
            """
            SELECT number FROM parked_events
            WHERE number > \(last ?? 0)
                AND (\(criteria.numbers.isEmpty) OR number = ANY (\(criteria.numbers)))
                AND (\(criteria.cause)::text IS NULL OR cause = \(criteria.cause))
                AND (\(criteria.source?.description)::text IS NULL OR source = \(criteria.source?.description))
                AND (\(criteria.subject)::text IS NULL OR subject = \(criteria.subject))
                AND (\(criteria.type)::text IS NULL OR type = \(criteria.type))
            ORDER BY number LIMIT \(limit)
            """
        ).decode(Int64.self)
    }

    /// One event, with what waits before and behind it.
    public func show(_ number: Int64) async throws -> WaitingEventDetail {
        guard let event = try await list(ParkedCriteria(numbers: [number]), limit: 1).first else {
            throw ReplayRefusal.noSuchEvent(number)
        }
        let rows = try await transaction.query(
            "SELECT causation_id, correlation_id, traceparent, content FROM parked_events WHERE number = \(number)")
        guard let row = rows.first else { throw ReplayRefusal.noSuchEvent(number) }
        let (causation, correlation, trace, content) = try row.decode(
            UUIDv7?.self, UUIDv7?.self, String?.self, [UInt8].self)
        let version = event.subjectVersion ?? 0
        let others = try await transaction.query(
            """
            SELECT number, cause, error, attempts, parked_at, queue, id, source, subject, subject_version, type, told_at
            FROM parked_events
            WHERE source = \(event.source) AND subject = \(event.subject) AND number <> \(number)
            ORDER BY subject_version, number
            """
        ).map { try WaitingEvent($0) }
        let later = others.filter { ($0.subjectVersion ?? 0) > version }
        return WaitingEventDetail(
            event: event, causationID: causation, correlationID: correlation, traceparent: trace, content: content,
            waitsBehind: Array(others.filter { ($0.subjectVersion ?? 0) < version }.prefix(Int(Self.shownNeighbours))),
            followers: Array(later.prefix(Int(Self.shownNeighbours))), followerCount: Int64(later.count))
    }
}
