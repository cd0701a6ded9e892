internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `consignment.collected`: goods have left their station; what is short is lost, or stays there.
    func on(
        _ events: [Received<ConsignmentCollected>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        var desk = try await StockDesk(
            for: events.map(\.body.orderID), at: workbench.clock.now(), in: transaction)
        try await desk.openLots()
        for received in events {
            let goods = received.body.items.map(CollectedGoods.init)
            try desk.carry(received.body.orderID, .collect, by: received.envelope) {
                reservation, paths throws(ReservationRefusal) in
                try reservation.collect(goods, along: paths)
            }
        }
        return try await desk.save()
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
