internal import Postgres
internal import Runtime

extension LogisticsService {
    /// Checks what the schema's constraints cannot see of runs, goods on board and the cold chain.
    func runChecks(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        [
            try await plannedGoodsHaveOneRun(in: transaction),
            try await goodsAreWhereTheyMoved(in: transaction),
            try await stopsAreContiguous(in: transaction),
            try await loadsAreWithinCapacity(in: transaction),
            try await endedRunsAreDone(in: transaction),
            try await excursionsFollowExposures(in: transaction),
        ]
    }

    private func plannedGoodsHaveOneRun(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "every consignment that waits for a run is loaded at one open stop of it, and of no other run",
            over: "consignment",
            """
            SELECT consignment.id::text FROM consignment LEFT JOIN LATERAL (
                SELECT count(*) AS loads, count(*) FILTER (WHERE stop_handling.run = consignment.run) AS own
                FROM stop_handling JOIN run_stop
                    ON run_stop.run = stop_handling.run AND run_stop.number = stop_handling.stop
                JOIN run ON run.id = stop_handling.run
                WHERE stop_handling.consignment = consignment.id AND act = 'load'
                    AND run_stop.state IN ('open', 'under-service') AND run_stop.position IS NOT NULL
                    AND run.state IN ('planned', 'under-way', 'interrupted')
            ) AS planned ON true
            WHERE consignment.state IN ('planned', 'at-hub') AND consignment.run IS NOT NULL
                AND (loads <> 1 OR own <> 1)
            ORDER BY 1
            """, in: transaction)
    }

    private func goodsAreWhereTheyMoved(in transaction: PostgresTransaction) async throws -> AuditCheck {
        // What was moved on board of a run and not off is there, in one run only, and in none that is over.
        try await AuditCheck(
            "every consignment on board is in one vehicle that is out, as its movements say", over: "goods_movement",
            """
            SELECT consignment.id::text FROM consignment LEFT JOIN LATERAL (
                SELECT count(*) AS vehicles, count(*) FILTER (WHERE aboard.run = consignment.run) AS own FROM (
                    SELECT goods_movement.run FROM goods_movement JOIN run ON run.id = goods_movement.run
                    WHERE goods_movement.consignment = consignment.id AND run.state IN ('under-way', 'interrupted')
                    GROUP BY goods_movement.run
                    HAVING count(*) FILTER (WHERE act = 'on') > count(*) FILTER (WHERE act = 'off')
                ) AS aboard
            ) AS carried ON true
            WHERE consignment.state = 'on-board' AND (vehicles <> 1 OR own <> 1)
            UNION
            SELECT consignment::text FROM goods_movement JOIN run ON run.id = run WHERE run.state = 'ended'
            GROUP BY run.id, consignment
            HAVING count(*) FILTER (WHERE act = 'on') <> count(*) FILTER (WHERE act = 'off')
            ORDER BY 1
            """, in: transaction)
    }

    private func stopsAreContiguous(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "the stops of a plan follow each other without a gap, none leaving before the one before it",
            over: "run",
            """
            SELECT run.id::text FROM run LEFT JOIN LATERAL (
                SELECT count(*) AS stops, coalesce(max(position), 0) AS last,
                    bool_or(depart < before) AS goes_back
                FROM (
                    SELECT position, depart, lag(depart) OVER (ORDER BY position) AS before FROM run_stop
                    WHERE run_stop.run = run.id AND position IS NOT NULL AND run_stop.state = 'open'
                    UNION ALL
                    SELECT position, NULL, NULL FROM run_stop
                    WHERE run_stop.run = run.id AND position IS NOT NULL AND run_stop.state <> 'open'
                ) AS stop
            ) AS course ON true
            WHERE stops <> last OR goes_back OR (stops = 0 AND run.state = 'planned')
            ORDER BY 1
            """, in: transaction)
    }

    private func loadsAreWithinCapacity(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "no compartment of a vehicle that is out holds more than it may", over: "compartment",
            """
            SELECT DISTINCT aboard.run::text FROM (
                SELECT goods_movement.run, run.vehicle, consignment,
                    max(compartment) FILTER (WHERE act = 'on') AS number
                FROM goods_movement JOIN run ON run.id = goods_movement.run
                WHERE run.state IN ('under-way', 'interrupted')
                GROUP BY goods_movement.run, run.vehicle, consignment
                HAVING count(*) FILTER (WHERE act = 'on') > count(*) FILTER (WHERE act = 'off')
            ) AS aboard
            JOIN LATERAL (
                SELECT sum(gross_g * (coalesce(collected, ordered) - missing - condemned) / ordered) AS grams,
                    sum(volume_ml * (coalesce(collected, ordered) - missing - condemned) / ordered) AS millilitres
                FROM consignment_item WHERE consignment_item.consignment = aboard.consignment
            ) AS load ON true
            JOIN compartment ON compartment.vehicle = aboard.vehicle AND compartment.number = aboard.number
            GROUP BY aboard.run, compartment.vehicle, compartment.number, compartment.grams, compartment.millilitres
            HAVING sum(load.grams) > compartment.grams OR sum(load.millilitres) > compartment.millilitres
            ORDER BY 1
            """, in: transaction)
    }

    private func endedRunsAreDone(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "a run that is over was told of once, and no goods wait for it", over: "run",
            """
            SELECT run.id::text FROM run
            WHERE state IN ('ended', 'cancelled')
                AND EXISTS (SELECT FROM consignment WHERE consignment.run = run.id)
            UNION
            SELECT run.id::text FROM run
            WHERE state = 'ended' AND (
                SELECT count(*) FROM event_log
                WHERE aggregate = 'run' AND subject = run.id::text
                    AND type = 'throughtrain.logistics.run.completed.v1') <> 1
                -- A run of which all was told on days that were dropped.
                AND NOT (
                    EXISTS (SELECT FROM dropped_tally WHERE side = 'told' AND stream = 'run')
                    AND NOT EXISTS (SELECT FROM event_log WHERE aggregate = 'run' AND subject = run.id::text))
            ORDER BY 1
            """, in: transaction)
    }

    private func excursionsFollowExposures(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "what an excursion names was exposed for longer than it bears, and all that was is named",
            over: "goods_exposure",
            """
            SELECT coalesce(exposed.allocation, excursion_item.allocation)::text FROM (
                SELECT goods_exposure.allocation FROM goods_exposure
                JOIN consignment_item USING (allocation)
                JOIN consignment ON consignment.id = consignment_item.consignment
                WHERE outside_ms > band_allowed_minutes * 60000
            ) AS exposed FULL JOIN excursion_item ON excursion_item.allocation = exposed.allocation
            WHERE exposed.allocation IS NULL OR excursion_item.allocation IS NULL
            ORDER BY 1
            """, in: transaction)
    }
}
