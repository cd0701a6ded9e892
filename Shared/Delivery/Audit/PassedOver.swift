public import Eventing
internal import Postgres

/// How much of a source a service will never hear, since the days that it was told on were dropped from the log before.
public struct PassedOver: Record, Hashable {
    /// The CloudEvents source.
    public var source: String
    /// How many events. Their identifiers are known to nobody any more.
    public var events: Int64

    /// States how much.
    public init(source: String, events: Int64) {
        self.source = source
        self.events = events
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ passed: PassedOver?) throws(EventFault) {
        source = try fields.field("source", passed?.source)
        events = try fields.field("events", passed?.events)
    }
}

extension DeliveryAudit {
    /// What was passed over of each source. What a restore has cost its teller is not in it: nobody counts that as told.
    public func passedOver() async throws -> [PassedOver] {
        try await transaction.query(
            """
            WITH newcomer AS (
                SELECT source, max(dropped) AS events FROM refill WHERE dropped IS NOT NULL GROUP BY source
            )
            SELECT source, sum(events)::bigint FROM (
                SELECT source, events FROM newcomer
                UNION ALL
                SELECT source, missing_to - missing_from + 1 FROM passed_over
                WHERE cause IN (\(GoneCause.dropped), \(GoneCause.superseded))
                    -- The beginnings of subjects are among what a newcomer was told that it will not hear.
                    AND NOT (missing_from = 1 AND source IN (SELECT source FROM newcomer))
            ) AS passed
            GROUP BY source ORDER BY source
            """
        ).decode(String.self, Int64.self).map { PassedOver(source: $0.0, events: $0.1) }
    }
}
