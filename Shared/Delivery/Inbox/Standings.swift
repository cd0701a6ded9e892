internal import Eventing
internal import Postgres

/// How the subjects of events stand with the listener.
enum Standings {
    /// Locks subjects for the transaction, and reads how they stand; one that is not there has not been heard of. Two statements
    /// in one round trip, for a transaction that waits for a lock must not have looked at what is parked before it got it.
    static func lock(
        _ subjects: [HeardSubject], in transaction: PostgresTransaction
    ) async throws -> [HeardSubject: OrderProof.Standing] {
        let (sources, names) = (subjects.map(\.source.description), subjects.map(\.subject))
        // Each subject is looked up by itself, in one sorted order for all: a join would take the plan that was best for
        // the table when it was empty.
        let lasts = try transaction.send(
            """
            SELECT place, version
            FROM (
                SELECT * FROM unnest(\(sources), \(names)) WITH ORDINALITY AS batch (source, subject, place)
                ORDER BY source, subject
            ) AS batch
            CROSS JOIN LATERAL (
                SELECT version FROM inbox_subject AS known
                WHERE known.source = batch.source AND known.subject = batch.subject FOR UPDATE
            ) AS known
            """)
        let waiting = try transaction.send(
            """
            SELECT place, is_held, first_stored
            FROM unnest(\(sources), \(names)) WITH ORDINALITY AS batch (source, subject, place)
            CROSS JOIN LATERAL (
                SELECT coalesce(bool_or(cause = ANY (\(ParkingCause.holding))), false) AS is_held,
                    min(subject_version) FILTER (WHERE cause = \(ParkingCause.gap)) AS first_stored
                FROM parked_events AS parked WHERE parked.source = batch.source AND parked.subject = batch.subject
            ) AS parked
            WHERE is_held OR first_stored IS NOT NULL
            """)
        var standings: [HeardSubject: OrderProof.Standing] = [:]
        for (place, version) in try await lasts.rows.decode(Int64.self, Int32.self) {
            standings[subjects[Int(place) - 1]] = OrderProof.Standing(last: version)
        }
        for (place, isHeld, first) in try await waiting.rows.decode(Int64.self, Bool.self, Int32?.self) {
            let subject = subjects[Int(place) - 1]
            standings[subject, default: OrderProof.Standing()].isHeld = isHeld
            standings[subject]?.firstStored = first
        }
        return standings
    }
}
