internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

extension LivestreamService {
    /// Closes a programme, once none of its episodes is scheduled or live.
    public func closeProgramme(
        _ id: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<ProgrammeDetail> {
        let store = ProgrammeStore(transaction: transaction)
        guard var programme = try await store.load(id) else { throw Problem.notFound("programme \(id)") }
        let episodes = try await store.episodeStates(of: id)
        _ = try programme.close(episodes: episodes, at: context.now)
        try store.update(programme)
        try HistoryStore(transaction: transaction).append([HistoryEntry(.programme, id, "close", Act(context))])
        try AuditTrail.record("close-programme", on: "\(id)", by: context, in: transaction)
        return Told(ProgrammeDetail(programme, episodes: Int64(episodes.count)))
    }
}
