internal import Delivery
public import Postgres
public import Runtime
internal import Vocabulary

extension LogisticsService {
    /// Checks what the schema's constraints cannot see, over all its rows.
    public func audit(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        let own = [
            try await stationsHaveOpenHubs(in: transaction),
            try await lanesBeginWhereTheySay(in: transaction),
            try await goodsAddUp(in: transaction),
            try await consignmentsWereAskedForOnce(in: transaction),
            try await endsAreKnown(in: transaction),
            try await waitingParcelsHaveClocks(in: transaction),
            try await nothingIsForgotten(in: transaction),
        ]
        return own + (try await runChecks(in: transaction))
    }

    private func stationsHaveOpenHubs(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "open stations are collected from by open hubs", over: "site",
            """
            SELECT site.id::text FROM site JOIN site hub ON hub.id = site.hub
            WHERE site.state = 'open' AND hub.state <> 'open' ORDER BY 1
            """, in: transaction)
    }

    private func lanesBeginWhereTheySay(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "lanes begin in the county of their hub", over: "lane",
            """
            SELECT lane.id::text FROM lane JOIN site ON site.id = lane.hub
            WHERE origin <> county OR kind NOT IN ('hub', 'depot') ORDER BY 1
            """, in: transaction)
    }

    private func goodsAddUp(in transaction: PostgresTransaction) async throws -> AuditCheck {
        // What is withdrawn is so wholly; what is delivered was taken, refused, missing or condemned to the last gram;
        // what waits is not withdrawn wholly; and what was collected has a count of every part.
        try await AuditCheck(
            "consignments' goods add up, part by part", over: "consignment_item",
            """
            SELECT DISTINCT consignment.id::text FROM consignment LEFT JOIN LATERAL (
                SELECT count(*) AS items, sum(ordered - withdrawn) AS due,
                    count(*) FILTER (WHERE collected IS NULL) AS uncounted,
                    coalesce(sum(collected - missing - condemned - delivered - refused), 0) AS left_over,
                    coalesce(sum(delivered + refused), 0) AS handed
                FROM consignment_item WHERE consignment = consignment.id
            ) AS goods ON true
            WHERE items = 0
                OR (state = 'withdrawn') <> (due = 0)
                OR (collected_at IS NULL) <> (uncounted = items) OR uncounted NOT IN (0, items)
                OR (state = 'delivered' AND left_over <> 0)
                OR (state NOT IN ('delivered', 'failed') AND handed <> 0)
            ORDER BY 1
            """, in: transaction)
    }

    private func consignmentsWereAskedForOnce(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "each consignment was asked for once, by an event, and refused for a reason", over: "consignment",
            """
            SELECT id::text FROM consignment WHERE (
                SELECT count(*) FROM history
                WHERE subject = consignment.id AND command = 'accept' AND event_id IS NOT NULL
                    AND (refusal IS NOT NULL) = (consignment.state = 'refused')
            ) <> 1 ORDER BY 1
            """, in: transaction)
    }

    private func endsAreKnown(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "what is carried to a station or depot goes to one of ours, and is where one is", over: "consignment",
            """
            SELECT id::text FROM consignment
            WHERE state <> 'refused' AND (
                (destination_kind <> 'address' AND NOT EXISTS (SELECT FROM site WHERE site.id = destination))
                OR NOT EXISTS (SELECT FROM site WHERE site.id = consignment.site))
            ORDER BY 1
            """, in: transaction)
    }

    private func waitingParcelsHaveClocks(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "every parcel that waits has a clock for it, and nothing else has", over: "consignment",
            """
            SELECT coalesce(parcel.subject, clock.subject) FROM (
                SELECT id::text AS subject, pick_up_by FROM consignment WHERE state = 'waiting'
            ) AS parcel FULL JOIN (
                SELECT subject, due FROM deadline WHERE kind = \(ConsignmentDesk.pickUpDue)
            ) AS clock ON clock.subject = parcel.subject
            WHERE due IS DISTINCT FROM pick_up_by
            ORDER BY 1
            """, in: transaction)
    }

    private func nothingIsForgotten(in transaction: PostgresTransaction) async throws -> AuditCheck {
        // Late is what happens on roads; three days later somebody has lost sight of it.
        let forgotten = workbench.clock.now() - .days(3)
        return try await AuditCheck(
            "nothing is under way three days after it should have arrived", over: "consignment",
            """
            SELECT id::text FROM consignment
            WHERE state IN ('accepted', 'planned', 'on-board', 'at-hub', 'waiting') AND deliver_by < \(forgotten)
            ORDER BY 1
            """, in: transaction)
    }
}
