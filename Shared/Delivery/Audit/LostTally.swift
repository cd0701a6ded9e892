public import Eventing
internal import Postgres
public import Vocabulary

/// How much of a service's log a restore has cost of what a listener heard.
public struct LostTally: Record {
    /// Who heard it.
    public var listener: String
    /// How much, as the log would have it.
    public var told: StreamTally

    init(listener: String, told: StreamTally) {
        self.listener = listener
        self.told = told
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ tally: LostTally?) throws(EventFault) {
        listener = try fields.field("listener", tally?.listener)
        told = try fields.field("told", tally?.told)
    }
}

extension DeliveryAudit {
    /// What restores have cost the log, by who heard it.
    /// - Parameter horizon: what lies before it is added up without its hour.
    public func lost(byTheHourSince horizon: Instant) async throws -> [LostTally] {
        try await transaction.query(
            """
            SELECT heard_by, source, CASE WHEN event_hour(id) >= \(horizon) THEN event_hour(id) END, count(*),
                bit_xor(digest # uuid_hash_extended(id, 0))
            FROM lost_event GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """
        ).decode(String.self, String.self, Instant?.self, Int64.self, Int64.self)
            .map { listener, source, hour, events, fingerprint in
                LostTally(
                    listener: listener,
                    told: StreamTally(
                        side: .told, source: source, hour: hour, events: events, fingerprint: fingerprint))
            }
    }
}
