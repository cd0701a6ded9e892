internal import Delivery
internal import Logging
internal import OrdersDomain
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension OrdersService {
    /// How many transfers a bank is asked for at once.
    static let transferredAtOnce = 200

    /// Has the bank transfer what is released, until it is cancelled.
    func payOut() async {
        while !Task.isCancelled {
            do {
                while try await transferReleased() == Self.transferredAtOnce {}
            } catch {
                if Task.isCancelled { return }
                workbench.logger.error("payouts wait", metadata: ["reason": "\(error)"])
            }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Has the bank transfer a part of what is released, and returns how much that was.
    func transferReleased() async throws -> Int {
        let sent = try await workbench.pool.withTransaction { transaction in
            try await PayoutStore(transaction: transaction).load(.sent(atMost: Self.transferredAtOnce))
        }
        if sent.isEmpty { return 0 }
        let outcomes = try await bank.transfer(
            sent.map { TransferOrder(payout: $0.id, attempt: $0.attempts, payee: $0.payee, amount: $0.amount) })
        try await workbench.perform { transaction in
            Told((), try await record(outcomes, in: transaction))
        }
        return outcomes.count
    }

    /// ACCEPTED and REJECTED: puts down what became of transfers. One that was put down before stays as it is.
    func record(
        _ outcomes: [UUIDv7: TransferOutcome], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let store = PayoutStore(transaction: transaction)
        var payouts = try await store.load(.these(outcomes.keys.sorted())).filter { $0.state == .sent }
        var told: [PendingEvent] = []
        for index in payouts.indices {
            guard let outcome = outcomes[payouts[index].id] else { continue }
            switch outcome {
            case .accepted: _ = try payouts[index].accept()
            case .rejected(let reason):
                let sentAt = payouts[index].sentAt ?? workbench.clock.now()
                guard case .failed(_, let attempt, let isFinal) = try payouts[index].reject(because: reason) else {
                    continue
                }
                told.append(
                    try PendingEvent(
                        payouts[index].publicFailure(
                            because: reason, attempt: attempt, isFinal: isFinal, sentAt: sentAt)))
            }
        }
        try store.update(payouts)
        let ledger = LedgerStore(transaction: transaction)
        try ledger.end(.payout, of: payouts.filter { $0.state == .paid }.map(\.id), as: .posted)
        try ledger.end(.payout, of: payouts.filter { $0.state == .failed }.map(\.id), as: .voided)
        return told
    }
}
