internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

extension OrdersService {
    /// 2 minutes without an answer: the operator sees the order, which goes on waiting.
    func onAnswerMissing(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await onDeadline(.listAsUnanswered, passed, in: transaction) { (order, due) throws(OrderRefusal) in
            try order.listAsUnanswered(at: due)
        }
    }

    /// `pay_by`: what nobody paid ends.
    func onPaymentMissing(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await onDeadline(.endUnpaid, passed, in: transaction) { (order, due) throws(OrderRefusal) in
            try order.endUnpaid(at: due)
        }
    }

    private func onDeadline(
        _ command: OrderCommand, _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction,
        _ decide: (inout Order, Instant) throws(OrderRefusal) -> [OrderFact]
    ) async throws -> [PendingEvent] {
        let due = passed.compactMap { passed in UUIDv7(passed.subject).map { (order: $0, at: passed.due, passed.trace) }
        }
        var orders = try await OrderBatch.load(due.map(\.order), in: transaction)
        for (order, at, trace) in due {
            try orders.decide(command, about: order, by: .clock(trace), at: at) { (order) throws(OrderRefusal) in
                try decide(&order, at)
            }
        }
        return try await orders.save()
    }
}
