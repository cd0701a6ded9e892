internal import Delivery
internal import LogisticsEvents
internal import OrdersDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

extension OrdersService {
    /// `temperature.excursion`: goods on their way are refunded, and a claim is opened for each order, whatever its
    /// state, so that somebody decides who is liable. What lay in store belongs to no order.
    func on(
        _ events: [Received<TemperatureExcursion>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        let exposures = events.flatMap { event in event.body.exposures.map { (event: event, exposure: $0) } }
        var orders = try await OrderBatch.load(exposures.map(\.exposure.order), in: transaction)
        var claims = ClaimBatch(transaction: transaction)
        for (event, exposure) in exposures {
            let cause = Cause.event(event.envelope)
            try orders.decide(.recordExcursion, about: exposure.order, by: cause, at: now) {
                [terms] (order) throws(OrderRefusal) in
                try order.recordExcursion(
                    of: exposure.items, custody: exposure.custody, at: now, settlement: .make(), terms: terms)
            }
            guard let order = orders[exposure.order] else { continue }
            let opened = try Claim.openAfterExcursion(
                .make(), of: order, items: exposure.items, evidence: ["excursion:\(event.body.excursionID)"], at: now)
            try claims.add(opened.claim, opened.facts, by: cause)
        }
        return try await save(&orders, in: transaction) + claims.save()
    }
}

/// What of one order was exposed.
private struct Exposure {
    let order: UUIDv7
    let custody: Custody
    let items: [AllocatedQuantity]
}

extension TemperatureExcursion {
    /// What was exposed, by order. An order's part that is named twice counts once, with all of it.
    fileprivate var exposures: [Exposure] {
        var quantities: [UUIDv7: [UUIDv7: Quantity]] = [:]
        for item in items {
            guard let order = item.orderID, let allocation = item.allocationID else { continue }
            var quantity = quantities[order]?[allocation] ?? Quantity(0, item.quantity.unit)
            quantity.amount += item.quantity.amount
            quantities[order, default: [:]][allocation] = quantity
        }
        return quantities.sorted { $0.key < $1.key }.map { order, parts in
            Exposure(
                order: order, custody: custody == .station ? .station : .carrier,
                items: parts.sorted { $0.key < $1.key }.map {
                    AllocatedQuantity(allocation: $0.key, quantity: $0.value)
                })
        }
    }
}
