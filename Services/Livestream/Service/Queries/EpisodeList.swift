internal import Delivery
public import Eventing
internal import LivestreamDomain
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
    /// - Parameter programme: only those of this programme, if it is given.
    public func episodes(
        of programme: UUIDv7?, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> EpisodeList {
        let ids = try await transaction.query(
            """
            SELECT id FROM episode
            WHERE (\(programme)::uuid IS NULL OR programme = \(programme))
                AND (\(page.last)::uuid IS NULL OR id < \(page.last))
            ORDER BY id DESC LIMIT \(page.limit)
            """
        ).decode(UUIDv7.self)
        return EpisodeList(try await details(of: ids, in: transaction).reversed())
    }
}
