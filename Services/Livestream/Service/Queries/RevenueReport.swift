internal import Delivery
public import Eventing
internal import LivestreamDomain
public import Postgres
public import Vocabulary

/// What an episode brought in for one county.
public struct EpisodeRevenue: Record {
    /// The county that the goods come from.
    public var county: DivisionCode
    /// The episode.
    public var episodeID: UUIDv7
    /// Its number in the programme.
    public var number: Int32
    /// How many orders were settled.
    public var orders: Int64
    /// What buyers paid, refunds taken off.
    public var attributedFen: Fen
    /// What registered households are owed of it.
    public var toRegisteredFen: Fen

    fileprivate init(_ row: (DivisionCode, UUIDv7, Int32, Int64, Int64, Int64)) {
        (county, episodeID, number, orders, attributedFen, toRegisteredFen) = row
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ revenue: Self?) throws(EventFault) {
        county = try fields.field("county", revenue?.county)
        episodeID = try fields.field("episode_id", revenue?.episodeID)
        number = try fields.field("number", revenue?.number)
        orders = try fields.field("orders", revenue?.orders)
        attributedFen = try fields.field("attributed_fen", revenue?.attributedFen)
        toRegisteredFen = try fields.field("to_registered_fen", revenue?.toRegisteredFen)
    }
}

/// What episodes brought in, by county and episode.
public struct RevenueReport: Record {
    /// The rows, by county, the newest episode of each first.
    public var revenue: [EpisodeRevenue]

    init(_ revenue: [EpisodeRevenue]) {
        self.revenue = revenue
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ report: Self?) throws(EventFault) {
        revenue = try fields.field("revenue", report?.revenue)
    }
}

extension LivestreamService {
    /// What episodes brought in, by county and episode.
    /// - Parameters:
    ///   - episode: only this one, if it is given.
    ///   - county: only for goods of this one; nil for all.
    ///   - presenter: only in episodes of this one; nil for everybody's.
    public func revenueReport(
        of episode: UUIDv7?, to county: DivisionCode? = nil, presentedBy presenter: String? = nil,
        in transaction: PostgresTransaction
    ) async throws -> RevenueReport {
        let rows = try await transaction.query(
            """
            SELECT attribution.county, episode, number, count(DISTINCT order_id), sum(amount_fen)::bigint,
                sum(to_registered_fen)::bigint
            FROM attribution JOIN episode ON episode.id = episode
            WHERE (\(episode)::uuid IS NULL OR episode = \(episode))
                AND (\(county)::text IS NULL OR attribution.county = \(county))
                AND (\(presenter)::text IS NULL OR EXISTS (
                    SELECT FROM engagement
                    WHERE engagement.episode = attribution.episode AND presenter::text = \(presenter)))
            GROUP BY attribution.county, episode, number ORDER BY attribution.county, episode DESC
            LIMIT \(Int64(maximumListLength))
            """
        ).decode(DivisionCode.self, UUIDv7.self, Int32.self, Int64.self, Int64.self, Int64.self)
        return RevenueReport(rows.map(EpisodeRevenue.init))
    }
}
