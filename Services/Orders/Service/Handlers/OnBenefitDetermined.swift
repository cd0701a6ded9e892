internal import Delivery
internal import EligibilityEvents
internal import OrdersDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

extension OrdersService {
    /// `benefit.determined`: whose goods an order got. It may come before the reservation.
    func on(
        _ events: [Received<BenefitDetermined>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        var orders = try await OrderBatch.load(events.map(\.body.orderID), in: transaction)
        for event in events {
            let found = event.body.determinations.map(Determination.init)
            try orders.decide(.determine, about: event.body.orderID, by: .event(event.envelope), at: now) {
                (order) throws(OrderRefusal) in
                try order.determine(found, at: now) { .make() }
            }
        }
        return try await save(&orders, in: transaction)
    }
}

extension Determination {
    fileprivate init(_ determination: BenefitDetermined.Determination) {
        self.init(
            token: determination.token, status: determination.status.rawValue, isBeneficiary: determination.benefit,
            county: determination.county, evidence: determination.evidenceID)
    }
}
