internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LogisticsEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `temperature.excursion`: what was condemned on its way is lost; what lies in store is held back until it is
    /// inspected, whoever has a claim on it.
    func on(
        _ events: [Received<TemperatureExcursion>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        var desk = try await StockDesk(
            holding: Set(events.flatMap(\.body.itemsInStore).map(\.lotID)).sorted(),
            for: events.flatMap(\.body.items).compactMap(\.orderID), at: workbench.clock.now(), in: transaction)
        for received in events {
            let (condemned, exposed) = received.body.divided(by: desk)
            for (order, goods) in condemned.sorted(by: { $0.key < $1.key }) {
                try desk.change(order, .condemn, by: received.envelope) {
                    reservation throws(ReservationRefusal) in try reservation.condemn(goods)
                }
            }
            for (lot, amount) in exposed.sorted(by: { $0.key < $1.key }) {
                let holdings = desk.holdings(of: lot)
                try desk.heed(lot, .quarantine, by: .event(received.envelope)) { lot throws(LotRefusal) in
                    try lot.quarantine(
                        amount, cause: .excursion, causeID: received.body.excursionID, holdings: holdings)
                }
            }
        }
        return try await desk.save()
    }
}

extension TemperatureExcursion {
    /// What was exposed in a store.
    fileprivate var itemsInStore: [Item] {
        if case .store = space { items } else { [] }
    }

    /// Goods that are under way, by order, and goods that lie at their station, by lot. What is sold and not collected
    /// lies at its station, too.
    fileprivate func divided(
        by desk: StockDesk
    ) -> (condemned: [UUIDv7: [CondemnedGoods]], exposed: [UUIDv7: Int64]) {
        var condemned: [UUIDv7: [CondemnedGoods]] = [:]
        var exposed: [UUIDv7: Int64] = [:]
        for item in items {
            if let order = item.orderID, let allocation = item.allocationID, !isAtStation(item, desk) {
                condemned[order, default: []].append(
                    CondemnedGoods(allocationID: allocation, amount: item.quantity.amount))
            } else {
                exposed[item.lotID, default: 0] += item.quantity.amount
            }
        }
        return (condemned, exposed)
    }

    private func isAtStation(_ item: Item, _ desk: StockDesk) -> Bool {
        guard case .store = space, let order = item.orderID else { return false }
        return desk.reservations[order]?.allocations.first { $0.id == item.allocationID }?.isUncollected ?? false
    }
}
