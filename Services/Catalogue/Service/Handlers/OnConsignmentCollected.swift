internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import Postgres
internal import Vocabulary

extension CatalogueService {
    /// `consignment.collected`: goods have left their station; what is short is lost, or stays there.
    func on(
        _ events: [Received<ConsignmentCollected>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        try await carry(events, .collect, in: transaction) {
            reservation, collected, paths throws(ReservationRefusal) in
            try reservation.collect(collected.items.map(CollectedGoods.init), along: paths)
        }
    }
}

extension CollectedGoods {
    fileprivate init(_ item: ConsignmentCollected.Item) {
        self.init(
            allocationID: item.allocationID, amount: item.collected.amount,
            shortReason: item.shortReason.map(ShortReason.init))
    }
}

extension ShortReason {
    fileprivate init(_ reason: ConsignmentCollected.Item.ShortReason) {
        self =
            switch reason {
            case .absent: .absent
            case .spoiled: .spoiled
            case .underweight: .underweight
            }
    }
}
