internal import Delivery
public import Eventing
public import LivestreamDomain
public import Postgres
public import Vocabulary
public import Runtime

/// A page of episodes.
public struct EpisodeList: Record {
    /// The episodes, the newest first.
    public var episodes: [EpisodeDetail]

    init(_ episodes: [EpisodeDetail]) {
        self.episodes = episodes
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        episodes = try fields.field("episodes", list?.episodes)
    }
}

extension LivestreamService {
    /// A page of episodes, the newest first.
    /// - Parameters:
    ///   - programme: only those of this programme, if it is given.
    ///   - state: only those that stand so, if it is given.
    ///   - county: only those that come from this county, if it is given.
    public func episodes(
        of programme: UUIDv7?, standing state: EpisodeState? = nil, from county: DivisionCode? = nil, _ page: Page,
        in transaction: PostgresTransaction
    ) async throws -> EpisodeList {
        let ids = try await transaction.query(
            """
            SELECT id FROM episode
            WHERE (\(programme)::uuid IS NULL OR programme = \(programme))
                AND (\(state?.rawValue)::text IS NULL OR state = \(state?.rawValue))
                AND (\(county)::text IS NULL OR county = \(county))
                AND (\(page.last)::uuid IS NULL OR id < \(page.last))
            ORDER BY id DESC LIMIT \(page.limit)
            """
        ).decode(UUIDv7.self)
        return EpisodeList(try await details(of: ids, in: transaction).reversed())
    }
}
