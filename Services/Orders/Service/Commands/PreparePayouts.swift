internal import Delivery
internal import OrdersDomain
public import Postgres
public import Runtime
internal import Vocabulary

extension OrdersService {
    /// BATCH: prepares what each payee is paid of its settlements since the last batch.
    /// - Returns: the batch; nil if nobody is owed anything.
    public func preparePayouts(
        _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<PayoutBatch?> {
        let store = PayoutStore(transaction: transaction)
        try await store.lockPreparation()
        let batch = UUIDv7.make()
        let payouts = Payout.prepare(batch: batch, of: try await store.openShares(), by: Actor(context.actor)) {
            .make()
        }
        guard !payouts.isEmpty else { return Told(nil) }
        try store.insert(payouts, at: context.now)
        var entries: [LedgerTransaction] = []
        for payout in payouts { entries.append(try .payout(.make(), of: payout, at: context.now)) }
        try LedgerStore(transaction: transaction).enter(entries)
        try AuditTrail.record("prepare-payouts", on: batch.description, by: context, in: transaction)
        return Told(PayoutBatch(batch, payouts))
    }
}
