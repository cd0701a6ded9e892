internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

extension LivestreamService {
    /// Retires a presenter, once no engagement is left.
    public func retirePresenter(
        _ id: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<PresenterDetail> {
        let store = PresenterStore(transaction: transaction)
        guard var presenter = try await store.load([id])[id] else { throw Problem.notFound("presenter \(id)") }
        _ = try presenter.retire(engagements: try await store.engagements(of: [id]), at: context.now)
        try store.update(presenter)
        try HistoryStore(transaction: transaction).append([HistoryEntry(.presenter, id, "retire", Act(context))])
        try AuditTrail.record("retire-presenter", on: "\(id)", by: context, in: transaction)
        return Told(PresenterDetail(presenter))
    }
}
