internal import Eventing
internal import Postgres
internal import Vocabulary

/// Answers the questions of restored services from what this service's inbox remembers.
struct HeardReporter: Sendable {
    let session: PostgresConnection
    let subscription: Subscription

    /// A question that has come by all partitions of all sources of its service that are listened to.
    struct Question: Sendable, Equatable {
        let id: UUIDv7
        let service: String
        let since: Instant
    }

    /// How many subjects or events one report has.
    static let pageSize = 1000

    /// The questions to answer now.
    func questions() async throws -> [Question] {
        try await session.query(
            """
            SELECT id, split_part(source, '/', 3), min(since), count(*) FROM heard_question
            WHERE answered_at IS NULL GROUP BY 1, 2 ORDER BY 1
            """
        ).decode(UUIDv7.self, String.self, Instant.self, Int.self).compactMap { id, service, since, count in
            count == sources(of: service).count * subscription.partitioning.count
                ? Question(id: id, service: service, since: since) : nil
        }
    }

    private func sources(of service: String) -> [EventSource] {
        subscription.sources.filter { $0.service == service }
    }

    /// Answers a question page by page.
    func answer(_ question: Question, sending send: (HeardReport) async throws -> Void) async throws {
        for source in sources(of: question.service) {
            var after = ""
            while true {
                let subjects = try await subjects(of: source, after: after)
                guard let last = subjects.last else { break }
                try await send(
                    HeardReport(question: question.id, source: source, subjects: subjects, events: [], isLast: false))
                after = last.subject
            }
            var last = UUIDv7(high: 0, low: 0)
            while true {
                let events = try await events(of: source, since: Day(of: question.since) - 1, after: last)
                try await send(
                    HeardReport(
                        question: question.id, source: source, subjects: [], events: events, isLast: events.isEmpty))
                guard let end = events.last else { break }
                last = end.id
            }
        }
        try await session.execute("UPDATE heard_question SET answered_at = now() WHERE id = \(question.id)")
        try await session.execute("DELETE FROM heard_question WHERE answered_at < now() - interval '30 days'")
    }

    /// What waits was heard too: the versions of what is parked are taken.
    private func subjects(of source: EventSource, after: String) async throws -> [HeardVersion] {
        try await session.query(
            """
            SELECT subject, max(version) FROM (
                SELECT subject, version FROM inbox_subject WHERE source = \(source.description) AND subject > \(after)
                UNION ALL
                SELECT subject, subject_version FROM parked_events
                WHERE source = \(source.description) AND subject > \(after) AND cause NOT IN ('forged', 'conflict')
            ) AS heard
            WHERE version > 0 GROUP BY subject ORDER BY subject LIMIT \(Self.pageSize)
            """
        ).decode(String.self, Int32.self).map { HeardVersion(subject: $0.0, version: $0.1) }
    }

    private func events(of source: EventSource, since day: Day, after: UUIDv7) async throws -> [HeardEvent] {
        try await session.query(
            """
            SELECT id, digest FROM (
                SELECT id, digest FROM inbox WHERE source = \(source.description) AND day >= \(day)
                UNION SELECT id, digest FROM parked_events
                WHERE source = \(source.description) AND cause NOT IN ('forged', 'conflict')
            ) AS heard
            WHERE id > \(after) ORDER BY id LIMIT \(Self.pageSize)
            """
        ).decode(UUIDv7.self, Int64.self).map { HeardEvent(id: $0.0, digest: $0.1) }
    }
}
