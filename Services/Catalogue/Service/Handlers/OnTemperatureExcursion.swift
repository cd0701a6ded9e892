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
            holding: Set(events.flatMap(\.body.exposed.keys)).sorted(),
            for: events.flatMap(\.body.items).compactMap(\.orderID), at: workbench.clock.now(), in: transaction)
        for received in events {
            for (order, goods) in received.body.condemned.sorted(by: { $0.key < $1.key }) {
                try desk.carry(order, .condemn, by: received.envelope) {
                    reservation, _ throws(ReservationRefusal) in try reservation.condemn(goods)
                }
            }
            for (lot, amount) in received.body.exposed.sorted(by: { $0.key < $1.key }) {
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
    /// Goods on their way to buyers, by order.
    fileprivate var condemned: [UUIDv7: [CondemnedGoods]] {
        var condemned: [UUIDv7: [CondemnedGoods]] = [:]
        for item in items {
            guard let order = item.orderID, let allocation = item.allocationID else { continue }
            condemned[order, default: []].append(
                CondemnedGoods(allocationID: allocation, amount: item.quantity.amount))
        }
        return condemned
    }

    /// Goods that lie at their lots' station, by lot.
    fileprivate var exposed: [UUIDv7: Int64] {
        var exposed: [UUIDv7: Int64] = [:]
        for item in items where item.orderID == nil { exposed[item.lotID, default: 0] += item.quantity.amount }
        return exposed
    }
}
