internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

extension LogisticsService {
    /// Calls a planned run off. Its goods wait for another.
    public func cancelRun(
        _ id: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<RunDetail> {
        try await command("cancel", id, context, in: transaction) { (run) throws(RunRefusal) in try run.cancel() }
    }

    /// A vehicle has broken down on its way. It goes on by another plan, or hands its goods to another vehicle.
    public func breakDownRun(
        _ id: UUIDv7, at position: Position, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<RunDetail> {
        let place = try position.coordinate()
        return try await command("break-down", id, context, in: transaction) { (run) throws(RunRefusal) in
            try run.breakDown(at: place, at: context.now)
        }
    }

    /// Lets a run take a command of its dispatcher or its driver.
    func command(
        _ name: String, _ id: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction,
        _ decide: (inout Run) throws(RunRefusal) -> [RunFact]
    ) async throws -> Told<RunDetail> {
        try await expect(run: id, reachedBy: context.caller, in: transaction)
        var desk = try await RunDesk(locking: [id], in: transaction)
        try desk.take(name, of: id, Act(context), decide)
        try AuditTrail.record("\(name)-run", on: "\(id)", by: context, in: transaction)
        let events = try desk.save()
        return Told(try await runDetail(id, in: transaction), events)
    }
}
