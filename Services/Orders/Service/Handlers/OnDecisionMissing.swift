internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

extension OrdersService {
    /// 72 hours without a decision: the county officer finds the claim among those that nobody has decided.
    func onDecisionMissing(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let store = ClaimStore(transaction: transaction)
        var claims = try await store.load(passed.compactMap { UUIDv7($0.subject) })
        var escalated: [UUIDv7] = []
        for deadline in passed {
            guard let id = UUIDv7(deadline.subject), var claim = claims[id] else { continue }
            // One that was decided meanwhile has no clock any more.
            guard (try? claim.escalate(at: deadline.due)) != nil else { continue }
            claims[id] = claim
            escalated.append(id)
        }
        try store.escalate(escalated)
        return []
    }
}
