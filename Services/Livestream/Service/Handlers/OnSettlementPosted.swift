internal import Delivery
internal import LivestreamDomain
internal import OrdersEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension LivestreamService {
    /// `settlement.posted`: the money of lines that are owed to an episode is attributed to it, a reversal's taken back.
    func on(
        _ events: [Received<SettlementPosted>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        var desk = try await OrderDesk(locking: events.map(\.body.orderID), in: transaction)
        for event in events {
            try desk.learn(of: event.body.orderID, Act(hearing: event.envelope, at: now)) { order in
                order.attribute(Settlement(event.body), nextID: { .make() })
            }
        }
        return try await desk.save()
    }
}

extension Settlement {
    fileprivate init(_ posted: SettlementPosted) {
        self.init(id: posted.settlementID, lines: posted.lines.map(Line.init))
    }
}

extension Settlement.Line {
    fileprivate init(_ line: SettlementPosted.Line) {
        self.init(
            line: line.line, productID: line.productID, county: line.origin.county, amount: line.amountFen,
            producerFen: line.producerFen, beneficiaryEvidenceID: line.benefit ? line.evidenceID : nil)
    }
}
