internal import Delivery
public import OrdersDomain
internal import OrdersEvents
public import Postgres
public import Runtime
public import Vocabulary

extension OrdersService {
    /// DECIDE: closes a claim, refunds the buyer, and turns the sale back as far as that goes.
    public func decideClaim(
        _ id: UUIDv7, _ decision: ClaimDecision, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<ClaimOutcome> {
        try context.caller.expectEverything()
        let store = ClaimStore(transaction: transaction)
        guard let orderID = try await store.order(of: id) else { throw Problem.notFound("claim \(id)") }
        var orders = try await OrderBatch.load([orderID], in: transaction)
        // What is being paid out while this decides would count as unpaid.
        try await PayoutStore(transaction: transaction).lockPreparation()
        guard var claim = try await store.load([id])[id], let order = orders[orderID] else {
            throw Problem.notFound("claim \(id)")
        }
        let actor = Actor(context.actor)
        let facts = try claim.decide(
            decision, by: actor, about: order, history: try await history(of: orderID, in: transaction),
            at: context.now
        ) { .make() }
        try store.close(claim, decision, by: actor, at: context.now)
        var told: [PendingEvent] = []
        var reversals: [Settlement] = []
        for fact in facts {
            switch fact {
            case .closed(let decision):
                told.append(
                    try PendingEvent(claim.publicClosing(decision, at: context.now), correlationID: orderID))
            case .reversed(let settlement): reversals.append(settlement)
            case .deadlineStruck: try Deadlines.strike(ClaimClock.kind, of: [id.description], in: transaction)
            case .opened, .escalated, .deadlineSet: break
            }
        }
        if decision.refund > 0 {
            try orders.decide(.refundClaim, about: orderID, by: .command(context), at: context.now) {
                (order) throws(OrderRefusal) in
                try order.refundClaim(decision.refund, reversals: reversals)
            }
        }
        try AuditTrail.record("decide-claim", on: id.description, by: context, in: transaction)
        return Told(ClaimOutcome(claim), told + (try await orders.save()))
    }

    private func history(of order: UUIDv7, in transaction: PostgresTransaction) async throws -> SaleHistory {
        let settlements = try await SettlementReader(transaction: transaction).settlements(of: order)
        return SaleHistory(
            sales: settlements.filter { $0.kind == .sale }, reversals: settlements.filter { $0.kind == .reversal },
            paidOut: try await PayoutStore(transaction: transaction).paidOut(of: settlements.map(\.id)))
    }
}
