internal import Delivery
internal import OrdersDomain
internal import OrdersEvents
public import Postgres
public import Runtime
public import Vocabulary

extension OrdersService {
    /// RELEASE: sends what is prepared of a batch, at the word of another person than the one who prepared it.
    /// - Throws: a problem if nothing of the batch waits for its release.
    public func releasePayouts(
        batch: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<PayoutBatch> {
        let store = PayoutStore(transaction: transaction)
        var payouts = try await store.load(.prepared(batch: batch))
        guard !payouts.isEmpty else {
            throw Problem(404, "nothing-prepared", "no payout of batch \(batch) waits; list the prepared ones")
        }
        let actor = Actor(context.actor)
        var told: [PendingEvent] = []
        for index in payouts.indices {
            _ = try payouts[index].release(by: actor, at: context.now)
            told.append(try PendingEvent(payouts[index].publicSending(at: context.now)))
        }
        try store.update(payouts, releasedBy: actor)
        try AuditTrail.record("release-payouts", on: batch.description, by: context, in: transaction)
        return Told(PayoutBatch(batch, payouts), told)
    }
}
