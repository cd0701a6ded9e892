internal import LivestreamDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

extension LivestreamService {
    /// Lets an episode take the command of somebody whose it is, and shows how it stands then.
    func changeEpisode(
        _ id: UUIDv7, by command: EpisodeCommand, _ context: CommandContext, in transaction: PostgresTransaction,
        _ change: (inout EpisodeDesk, Act) async throws -> Void
    ) async throws -> Told<EpisodeDetail> {
        var desk = try await EpisodeDesk(locking: [id], in: transaction)
        try context.caller.expect(try desk.episode(id))
        try await change(&desk, Act(context))
        let events = try desk.save()
        try AuditTrail.record("\(command.rawValue)-episode", on: "\(id)", by: context, in: transaction)
        return Told(try await episode(id, in: transaction), events)
    }
}
