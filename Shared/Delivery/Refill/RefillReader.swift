internal import Eventing
internal import Postgres

/// Reads what a service's log has of single subjects, and what was kept of its days that were dropped.
struct RefillReader: Sendable {
    let session: PostgresConnection
    let source: EventSource

    /// How many events of one subject are read at once.
    static let pageSize = 500
    /// How many versions of one subject are told again at once. Who lacks more asks again for the rest.
    static let maximumVersions: Int32 = 10_000

    /// What is there of the versions asked for, and what is no more.
    /// - Returns: also the versions that were never told, if some are asked for.
    func pieces(of asked: MissingVersions) async throws -> (pieces: [RefillPiece], untold: MissingVersions?) {
        let told = try await lastVersion(of: asked.subject)
        guard asked.from <= told else { return ([], asked) }
        var rest = asked
        rest.to = min(asked.to, told)
        if rest.to - rest.from >= Self.maximumVersions { rest.to = rest.from + Self.maximumVersions - 1 }
        let untold = asked.to > told ? MissingVersions(of: asked.subject, from: told + 1, to: asked.to) : nil
        let lost = try await lostVersions(of: asked.subject)
        // All that was kept of a subject is earlier than what the log has of it.
        let kept = try await KeptEvents(session: session, source: source).events(of: asked.subject)
        let lastKept = kept.last?.envelope.subjectVersion ?? 0
        var found = kept.filter { (rest.from...rest.to).contains($0.envelope.subjectVersion) }
        var pieces: [RefillPiece] = []
        while true {
            let page = try await events(of: rest)
            found += page
            guard page.count == Self.pageSize, let last = page.last?.envelope.subjectVersion, last < rest.to else {
                return (
                    RefillPiece.joined(
                        pieces + RefillPiece.divide(rest, found: found, lost: lost, kept: lastKept)), untold
                )
            }
            var part = rest
            part.to = last
            pieces += RefillPiece.divide(part, found: found, lost: lost, kept: lastKept)
            found = []
            rest.from = last + 1
        }
    }

    private func lastVersion(of subject: String) async throws -> Int32 {
        try await session.query(
            "SELECT version FROM event_subject WHERE aggregate = \(source.aggregate) AND subject = \(subject)"
        ).decode(Int32.self).first ?? 0
    }

    private func events(of asked: MissingVersions) async throws -> [LoggedEvent] {
        try await session.query(
            """
            SELECT \(unescaped: LoggedEvent.columns) FROM event_log
            WHERE subject = \(asked.subject) AND aggregate = \(source.aggregate)
                AND subject_version BETWEEN \(asked.from) AND \(asked.to)
            ORDER BY subject_version LIMIT \(Self.pageSize)
            """
        ).map { try LoggedEvent($0, of: source.service) }
    }

    private func lostVersions(of subject: String) async throws -> [ClosedRange<Int32>] {
        try await session.query(
            """
            SELECT lost_from, lost_to FROM lost_version
            WHERE aggregate = \(source.aggregate) AND subject = \(subject) ORDER BY lost_from
            """
        ).decode(Int32.self, Int32.self).map { $0.0...$0.1 }
    }
}
