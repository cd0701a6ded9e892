internal import Eventing
internal import Postgres

/// What is kept of the days that were dropped from a log: how things stood when the log begins.
struct KeptEvents: Sendable {
    let session: PostgresConnection
    let source: EventSource

    /// What is kept of one subject, in order of version.
    func events(of subject: String) async throws -> [LoggedEvent] {
        try await session.query(
            """
            SELECT \(unescaped: LoggedEvent.columns) FROM event_kept
            WHERE aggregate = \(source.aggregate) AND subject = \(subject) ORDER BY subject_version
            """
        ).map { try LoggedEvent($0, of: source.service) }
    }

    /// What an answer sends next of it, in the order in which it was told; none when all has been sent.
    func page(after position: Int64, for answer: RefillAnswer) async throws -> [LoggedEvent] {
        try await session.query(
            """
            SELECT \(unescaped: LoggedEvent.columns) FROM event_kept
            WHERE aggregate = \(source.aggregate) AND position > \(position)
                AND (\(answer.partition)::smallint IS NULL OR partition = \(answer.partition))
                AND (\(answer.since)::timestamptz IS NULL OR logged_at >= \(answer.since))
            ORDER BY position LIMIT \(RefillAnswer.pageSize)
            """
        ).map { try LoggedEvent($0, of: source.service) }
    }

    /// The events of a page, each behind what it and those before it supersede.
    func pieces(of page: [LoggedEvent]) async throws -> [RefillPiece] {
        let subjects = Array(Set(page.map(\.envelope.subject)))
        let kept = try await session.query(
            """
            SELECT subject, subject_version FROM event_kept
            WHERE aggregate = \(source.aggregate) AND subject = ANY (\(subjects)) ORDER BY subject_version
            """
        ).decode(String.self, Int32.self)
        let lost = try await session.query(
            """
            SELECT subject, lost_from, lost_to FROM lost_version
            WHERE aggregate = \(source.aggregate) AND subject = ANY (\(subjects))
            """
        ).decode(String.self, Int32.self, Int32.self)
        return Self.pieces(
            of: page, kept: Dictionary(grouping: kept, by: \.0).mapValues { $0.map(\.1) },
            lost: Dictionary(grouping: lost, by: \.0).mapValues { $0.map { $0.1...$0.2 } })
    }

    /// Puts what is gone before the events that follow it, in rounds: the first event of each subject in the page, then the
    /// second of each. So a page travels in few messages, and each subject's versions in order.
    /// - Parameters:
    ///   - kept: all versions that are kept of the page's subjects, in order.
    ///   - lost: which of their versions a restore has cost.
    static func pieces(
        of page: [LoggedEvent], kept: [String: [Int32]], lost: [String: [ClosedRange<Int32>]]
    ) -> [RefillPiece] {
        var rounds: [(gone: [RefillPiece], events: [LoggedEvent])] = []
        var places: [String: Int] = [:]
        for event in page {
            let (subject, version) = (event.envelope.subject, event.envelope.subjectVersion)
            let before = kept[subject]?.last { $0 < version } ?? 0
            let round = places[subject, default: 0]
            places[subject] = round + 1
            if rounds.count == round { rounds.append(([], [])) }
            rounds[round].events.append(event)
            rounds[round].gone += RefillPiece.divide(
                MissingVersions(of: subject, from: before + 1, to: version), found: [event],
                lost: lost[subject] ?? [], kept: version
            ).filter(\.events.isEmpty)
        }
        return RefillPiece.joined(rounds.flatMap { $0.gone + [.events($0.events)] })
    }
}
