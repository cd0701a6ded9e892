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
        try await decide(.determine, on: events, about: \.orderID, in: transaction) {
            (order, determined, now) throws(OrderRefusal) in
            try order.determine(determined.determinations.map(Determination.init), at: now) { .make() }
        }
    }
}

extension Determination {
    fileprivate init(_ determination: BenefitDetermined.Determination) {
        self.init(
            token: determination.token, status: determination.status.rawValue, isBeneficiary: determination.benefit,
            county: determination.county, evidence: determination.evidenceID)
    }
}
