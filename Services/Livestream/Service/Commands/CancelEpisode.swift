internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

extension LivestreamService {
    /// Calls a scheduled episode off. Its slots close with it.
    public func cancelEpisode(
        _ id: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<EpisodeDetail> {
        try await changeEpisode(id, by: .cancel, context, in: transaction) { desk, act in
            try await desk.take(.cancel, of: id, act) { (episode) throws(EpisodeRefusal) in
                try episode.cancel(at: act.at)
            }
        }
    }
}
