internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

/// The stops of runs, and what they are to load and unload.
struct StopStore {
    let transaction: PostgresTransaction

    /// A run's stops: those of the plan in force, in order, and those that were dropped.
    struct Stops {
        var inForce: [Stop] = []
        var dropped: [DroppedStop] = []
    }

    /// The stops of runs, by run.
    func load(of runs: [UUIDv7]) async throws -> [UUIDv7: Stops] {
        let rows = try transaction.send(
            """
            SELECT run, number, coalesce(site, destination), arrive, depart, metres, state, arrived_at, ended_at,
                dropped_at
            FROM run_stop WHERE run = ANY (\(runs)) ORDER BY run, position, number
            """)
        let handlings = try await handlings(of: runs)
        var stops: [UUIDv7: Stops] = [:]
        let decoded = try await rows.rows.decode(
            UUIDv7.self, Int32.self, UUIDv7.self, Instant.self, Instant.self, Int64.self, StopState.self, Instant?.self,
            Instant?.self, Instant?.self)
        for row in decoded {
            let goods = handlings[StopKey(run: row.0, number: row.1)]
            let stop = Stop(
                number: row.1, placeID: row.2, arrive: row.3, depart: row.4, metres: row.5, loads: goods?.loads ?? [],
                unloads: goods?.unloads ?? [], state: row.6, arrivedAt: row.7, endedAt: row.8)
            if let droppedAt = row.9 {
                stops[row.0, default: Stops()].dropped.append(DroppedStop(stop: stop, droppedAt: droppedAt))
            } else {
                stops[row.0, default: Stops()].inForce.append(stop)
            }
        }
        return stops
    }

    private struct StopKey: Hashable {
        let run: UUIDv7
        let number: Int32
    }

    private struct Handlings {
        var loads: [Loading] = []
        var unloads: [UUIDv7] = []
    }

    private func handlings(of runs: [UUIDv7]) async throws -> [StopKey: Handlings] {
        let rows = try await transaction.query(
            """
            SELECT run, stop, consignment, compartment FROM stop_handling
            WHERE run = ANY (\(runs)) ORDER BY run, stop, act, position
            """
        ).decode(UUIDv7.self, Int32.self, UUIDv7.self, Int32?.self)
        var handlings: [StopKey: Handlings] = [:]
        for (run, stop, consignment, compartment) in rows {
            let key = StopKey(run: run, number: stop)
            if let compartment {
                handlings[key, default: Handlings()].loads.append(
                    Loading(consignmentID: consignment, compartment: compartment))
            } else {
                handlings[key, default: Handlings()].unloads.append(consignment)
            }
        }
        return handlings
    }

    /// Where a site or a destination lies.
    func coordinate(of place: UUIDv7) async throws -> Coordinate {
        let points = try await transaction.query(
            """
            SELECT longitude, latitude FROM site WHERE id = \(place)
            UNION ALL SELECT longitude, latitude FROM destination WHERE id = \(place)
            """
        ).decode(Int32.self, Int32.self)
        guard let (longitude, latitude) = points.first else { throw StoreFault("nobody knows where \(place) is") }
        return Coordinate(longitude: longitude, latitude: latitude)
    }

    /// Saves what has changed of runs' stops, each run beside what it was; nil for a new one.
    func save(_ runs: [(run: Run, before: Run?)]) throws(PostgresError) {
        var stops: [StopRow] = []
        var handled: [StopRow] = []
        for (run, before) in runs {
            let known = Dictionary(
                uniqueKeysWithValues: (before.map { StopRow.all(of: $0) } ?? []).map { ($0.stop.number, $0) })
            for row in StopRow.all(of: run) {
                let old = known[row.stop.number]
                if old != row { stops.append(row) }
                if old?.stop.loads != row.stop.loads || old?.stop.unloads != row.stop.unloads { handled.append(row) }
            }
        }
        if !stops.isEmpty { try upsert(stops) }
        if !handled.isEmpty { try replaceHandlings(of: handled) }
    }

    private func upsert(_ rows: [StopRow]) throws(PostgresError) {
        try transaction.send(
            """
            INSERT INTO run_stop (run, number, position, site, destination, arrive, depart, metres, state, arrived_at,
                ended_at, dropped_at)
            SELECT run, number, position, site.id, CASE WHEN site.id IS NULL THEN place END, arrive, depart, metres,
                new.state, arrived_at, ended_at, dropped_at
            FROM unnest(
                \(rows.map(\.run)), \(rows.map(\.stop.number)), \(rows.map(\.position)), \(rows.map(\.stop.placeID)),
                \(rows.map(\.stop.arrive)), \(rows.map(\.stop.depart)), \(rows.map(\.stop.metres)),
                \(rows.map(\.stop.state)), \(rows.map(\.stop.arrivedAt)), \(rows.map(\.stop.endedAt)),
                \(rows.map(\.droppedAt))
            ) AS new (run, number, position, place, arrive, depart, metres, state, arrived_at, ended_at, dropped_at)
            LEFT JOIN site ON site.id = place
            ON CONFLICT (run, number) DO UPDATE SET position = excluded.position, arrive = excluded.arrive,
                depart = excluded.depart, metres = excluded.metres, state = excluded.state,
                arrived_at = excluded.arrived_at, ended_at = excluded.ended_at, dropped_at = excluded.dropped_at
            """)
    }

    private func replaceHandlings(of rows: [StopRow]) throws(PostgresError) {
        try transaction.send(
            """
            DELETE FROM stop_handling
            USING unnest(\(rows.map(\.run)), \(rows.map(\.stop.number))) AS changed (run, stop)
            WHERE stop_handling.run = changed.run AND stop_handling.stop = changed.stop
            """)
        let handlings = rows.flatMap(\.handlings)
        guard !handlings.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO stop_handling (run, stop, act, position, consignment, compartment)
            SELECT * FROM unnest(
                \(handlings.map(\.run)), \(handlings.map(\.stop)), \(handlings.map(\.act)),
                \(handlings.map(\.position)), \(handlings.map(\.consignment)), \(handlings.map(\.compartment)))
            """)
    }
}

/// A stop as it is stored: with its place among the run's stops, or with the time it was dropped at.
private struct StopRow: Equatable {
    let run: UUIDv7
    let stop: Stop
    let position: Int32?
    let droppedAt: Instant?

    static func all(of run: Run) -> [StopRow] {
        run.stops.enumerated().map { index, stop in
            StopRow(run: run.id, stop: stop, position: Int32(index + 1), droppedAt: nil)
        } + run.droppedStops.map { StopRow(run: run.id, stop: $0.stop, position: nil, droppedAt: $0.droppedAt) }
    }

    var handlings: [HandlingRow] {
        stop.loads.enumerated().map { index, loading in
            HandlingRow(
                run: run, stop: stop.number, act: "load", position: Int32(index + 1),
                consignment: loading.consignmentID, compartment: loading.compartment)
        }
            + stop.unloads.enumerated().map { index, consignment in
                HandlingRow(
                    run: run, stop: stop.number, act: "unload", position: Int32(index + 1), consignment: consignment,
                    compartment: nil)
            }
    }
}

private struct HandlingRow {
    let run: UUIDv7
    let stop: Int32
    let act: String
    let position: Int32
    let consignment: UUIDv7
    let compartment: Int32?
}
