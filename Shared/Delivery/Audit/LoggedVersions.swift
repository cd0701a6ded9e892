internal import Postgres
internal import Vocabulary

extension DeliveryAudit {
    /// The aggregates whose versions in the log have a hole or a repetition, or do not end where they were counted to.
    ///
    /// Of what is new the versions of each subject are looked at. Whether all are there is told by a sum: a source has as
    /// many events as its subjects have versions. Only where that is not so are all subjects looked at, to name those
    /// by which it is not.
    public func brokenVersions(_ scope: DeliveryCount.Scope, counted: DeliveryCount) async throws -> [String] {
        if scope == .all { return try await brokenSubjects() }
        let broken = try await newlyBrokenSubjects(since: counted.mark)
        let unequal = try await unequalSources(counted)
        if broken.isEmpty && unequal.isEmpty { return [] }
        let named = try await brokenSubjects()
        return named + (named.isEmpty ? broken + unequal : [])
    }

    private func newlyBrokenSubjects(since mark: DeliveryCount.Mark) async throws -> [String] {
        try await transaction.query(
            """
            WITH logged AS (
                SELECT aggregate, subject, count(*) AS events, min(subject_version) AS first,
                    max(subject_version) AS last, count(DISTINCT subject_version) AS versions
                FROM event_log WHERE day >= \(mark.since) AND xid >= \(mark.countedTo) GROUP BY aggregate, subject
            )
            SELECT aggregate || ' ' || subject FROM logged LEFT JOIN event_subject USING (aggregate, subject)
                -- What a restore has cost was told, and is no hole.
                CROSS JOIN LATERAL (
                    SELECT coalesce(sum(lost_to - lost_from + 1) FILTER (WHERE lost_from > first AND lost_to < last), 0)
                        AS between, max(lost_to) AS last_lost
                    FROM lost_version
                    WHERE lost_version.aggregate = logged.aggregate AND lost_version.subject = logged.subject
                ) AS lost
            WHERE events <> versions OR last - first + 1 <> versions + lost.between
                OR greatest(last, last_lost) IS DISTINCT FROM version
            ORDER BY 1 LIMIT 100
            """
        ).decode(String.self)
    }

    private func unequalSources(_ counted: DeliveryCount) async throws -> [String] {
        try await transaction.query(
            """
            SELECT aggregate, sum(versions)::bigint FROM (
                SELECT aggregate, version AS versions FROM event_subject
                UNION ALL SELECT aggregate, lost_from - lost_to - 1 FROM lost_version
            ) AS kept GROUP BY aggregate ORDER BY aggregate
            """
        ).decode(String.self, Int64.self).compactMap { aggregate, versions in
            let events = counted.sheet.events(
                of: TallySheet.Stream(.told, of: "/throughtrain/\(service)/\(aggregate)"))
            return events == versions
                ? nil : "\(aggregate): its subjects have \(versions) versions, but the log has \(events) events"
        }
    }

    private func brokenSubjects() async throws -> [String] {
        try await transaction.query(
            """
            WITH dropped AS (
                SELECT DISTINCT stream AS aggregate FROM dropped_tally WHERE side = 'told'
            ), first_logged AS (
                SELECT aggregate, subject, min(subject_version) AS version FROM event_log GROUP BY aggregate, subject
            ), logged AS (
                SELECT aggregate, subject, count(*) AS events, min(subject_version) AS first,
                    max(subject_version) AS last, count(DISTINCT subject_version) AS versions
                FROM (
                    SELECT aggregate, subject, subject_version FROM event_log
                    UNION ALL SELECT aggregate, subject, missing FROM lost_version
                    CROSS JOIN LATERAL generate_series(lost_from, lost_to) AS lost (missing)
                    LEFT JOIN first_logged USING (aggregate, subject) LEFT JOIN dropped USING (aggregate)
                    -- Of what was lost between days that were dropped, neither side is there.
                    WHERE dropped.aggregate IS NULL OR missing > first_logged.version
                ) AS told
                GROUP BY aggregate, subject
            )
            SELECT aggregate || ' ' || subject || ': ' || coalesce(
                events || ' events are there, of versions ' || first || ' to ' || last, 'no event is there')
                || coalesce(', and ' || version || ' were counted', ', and none was counted')
            FROM logged FULL JOIN event_subject USING (aggregate, subject) LEFT JOIN dropped USING (aggregate)
            WHERE events <> versions OR last - first + 1 <> versions OR version IS NULL
                -- Of what began before the days that are kept, the first versions are not there, or none is.
                OR (events IS NULL AND dropped.aggregate IS NULL) OR last <> version
                OR (first <> 1 AND dropped.aggregate IS NULL)
            ORDER BY 1 LIMIT 100
            """
        ).decode(String.self)
    }
}
