internal import Eventing
internal import Postgres
internal import Vocabulary

/// A subject of another service, locked against everybody who would handle its events.
struct SubjectLock: Sendable {
    /// The version that comes next.
    let next: Int32

    /// Waits for whoever handles events of the subject, and keeps others out until the end of the transaction.
    static func take(
        source: String, subject: String, in transaction: PostgresTransaction
    ) async throws -> SubjectLock {
        let last = try await transaction.query(
            "SELECT version FROM inbox_subject WHERE source = \(source) AND subject = \(subject) FOR UPDATE"
        ).decode(Int32.self)
        return SubjectLock(next: (last.first ?? 0) + 1)
    }

    /// Nil where there is no subject.
    static func take(
        source: String?, subject: String?, in transaction: PostgresTransaction
    ) async throws -> SubjectLock? {
        guard let source, let subject else { return nil }
        let lock: SubjectLock = try await take(source: source, subject: subject, in: transaction)
        return lock
    }

    /// Claims an event that nobody has claimed yet as the next of its subject.
    /// - Returns: whether it was; false when it is known.
    /// - Throws: ``ReplayRefusal/missing(version:)`` when an earlier one has not come.
    func pass(_ event: EventEnvelope, in transaction: PostgresTransaction) async throws -> Bool {
        guard event.subjectVersion >= next else { return false }
        guard event.subjectVersion == next else { throw ReplayRefusal.missing(version: next) }
        if Inbox.remembers(event, on: Day(of: .wallTime())) {
            guard try await !Inbox.claim([event], in: transaction).isEmpty else { return false }
        } else {
            // What is older than the inbox's days is known by its subject's version alone.
            try transaction.send(
                """
                INSERT INTO inbox_subject AS known (source, subject, version)
                VALUES (\(event.source.description), \(event.subject), \(event.subjectVersion))
                ON CONFLICT (source, subject) DO UPDATE SET version = excluded.version
                """)
        }
        return true
    }
}
