internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

/// What planners ask of the schema.
struct PlanningStore {
    let transaction: PostgresTransaction

    /// The right to plan a county, until the transaction ends. Another planner waits for it.
    func takeLease(of county: DivisionCode, at now: Instant) throws(PostgresError) -> PlanningLease {
        try transaction.send("SELECT pg_advisory_xact_lock(hashtextextended('planning ' || \(county), 0))")
        return PlanningLease(county: county, validTo: now + Self.leaseTime)
    }

    /// Longer than any transaction may last.
    private static let leaseTime = Span.minutes(10)

    /// The consignments that wait in a county for a run to be planned for them, the most pressing first. What a vehicle
    /// still has to bring back is not among them.
    func waiting(in county: DivisionCode) async throws -> [UUIDv7] {
        try await transaction.query(
            """
            SELECT consignment.id FROM consignment JOIN site ON site.id = consignment.site
            WHERE site.county = \(county) AND consignment.state IN ('accepted', 'at-hub')
                AND consignment.run IS NULL
                AND NOT EXISTS (
                    SELECT FROM goods_movement JOIN run ON run.id = goods_movement.run
                    WHERE goods_movement.consignment = consignment.id AND run.state IN ('under-way', 'interrupted')
                    GROUP BY run.id
                    HAVING count(*) FILTER (WHERE act = 'on') > count(*) FILTER (WHERE act = 'off'))
            ORDER BY deliver_by, consignment.id LIMIT \(Self.mostAtOnce)
            """
        ).decode(UUIDv7.self)
    }

    /// How many consignments one plan is made for at most.
    private static let mostAtOnce: Int64 = 10_000
}
