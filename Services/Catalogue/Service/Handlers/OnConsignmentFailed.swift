internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import Postgres
internal import Vocabulary

extension CatalogueService {
    /// `consignment.failed`: if there is no other attempt, goods at a station that nobody answers for are held there for
    /// inspection, and all others are lost.
    func on(
        _ events: [Received<ConsignmentFailed>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await carry(events.filter(\.body.isFinal), .fail, in: transaction) {
            reservation, failed, _ throws(ReservationRefusal) in
            try reservation.fail(failed.items.map { FailedGoods($0, custody: failed.custody) })
        }
    }
}

extension FailedGoods {
    /// Whoever answers for goods pays their producer, who must not earn by them a second time: they are not on sale again.
    fileprivate init(_ item: ConsignmentFailed.Item, custody: ConsignmentFailed.Custody) {
        let isUnpaid = item.goods == .atStation && custody == .none
        self.init(allocationID: item.allocationID, soundAtStation: isUnpaid ? item.quantity.amount : 0)
    }
}
