internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

extension LivestreamService {
    /// Takes an episode off the air. Its slots close with it, and its audience is counted.
    public func endEpisode(
        _ id: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<EpisodeDetail> {
        try await changeEpisode(id, by: .end, context, in: transaction) { desk, act in
            try await desk.take(.end, of: id, act) { (episode) throws(EpisodeRefusal) in try episode.end(at: act.at) }
        }
    }
}
