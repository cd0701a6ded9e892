import CatalogueEvents
import LogisticsEvents
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

/// An order's goods on their way, as logistics tells of them.
struct Consigned {
    let market: Market
    let order: OrderPlaced
    let consignmentID = UUIDv7.make()
    /// Which goods of which lots, as catalogue told.
    let parts: [ConsignmentPart]

    /// The orders' goods, each in one consignment. They are told of before, but confirmed only if asked for.
    static func all(_ orders: [OrderPlaced], in market: Market, confirmed: Bool = true) async throws -> [Consigned] {
        try await market.hear(orders)
        if confirmed { try await market.hear(orders.map(market.confirmed)) }
        let reserved = try await market.schema.told(StockReserved.self)
        return try orders.map { order in
            let told = try #require(reserved.first { $0.orderID == order.orderID })
            return Consigned(
                market: market, order: order,
                parts: told.lines.flatMap(\.allocations).map {
                    ConsignmentPart(allocationID: $0.allocationID, lotID: $0.lotID, quantity: $0.quantity)
                })
        }
    }

    /// One order for some pieces, confirmed.
    static func one(_ pieces: Int64, in market: Market) async throws -> Consigned {
        try #require(try await all([try market.order(pieces)], in: market).first)
    }

    func refused() -> ConsignmentRefused {
        ConsignmentRefused(
            consignmentID: consignmentID, orderID: order.orderID, reason: .noLane, items: parts)
    }

    func withdrawn(_ pieces: Int64? = nil) -> ConsignmentWithdrawn {
        ConsignmentWithdrawn(
            consignmentID: consignmentID, orderID: order.orderID,
            items: parts.map { part in
                ConsignmentPart(
                    allocationID: part.allocationID, lotID: part.lotID,
                    quantity: pieces.map(Quantity.pieces) ?? part.quantity)
            }, isWhole: pieces == nil, at: market.now)
    }

    /// - Parameter short: how much less than ordered, of each allocation.
    func collected(
        short: Int64 = 0, _ reason: ConsignmentCollected.Item.ShortReason? = nil
    ) -> ConsignmentCollected {
        ConsignmentCollected(
            consignmentID: consignmentID, orderID: order.orderID, runID: .make(), site: market.station,
            collectedAt: market.now,
            items: parts.map { part in
                ConsignmentCollected.Item(
                    allocationID: part.allocationID, lotID: part.lotID, ordered: part.quantity,
                    collected: .pieces(part.quantity.amount - short), weightG: 220, shortReason: reason)
            }, proof: String(repeating: "a", count: 64))
    }

    /// - Parameter refused: how much the buyer did not take, of each allocation.
    func delivered(refused: Int64 = 0, missing: Int64 = 0) -> ConsignmentDelivered {
        ConsignmentDelivered(
            consignmentID: consignmentID, orderID: order.orderID, deliveredAt: market.now,
            items: parts.map { part in
                ConsignmentDelivered.Item(
                    allocationID: part.allocationID, lotID: part.lotID,
                    delivered: .pieces(part.quantity.amount - refused - missing), refused: .pieces(refused),
                    reason: refused > 0 ? "damaged" : nil)
            }, proof: ConsignmentDelivered.Proof(kind: .code, digest: String(repeating: "b", count: 64)))
    }

    func failed(
        _ reason: ConsignmentFailed.Reason = .closed, custody: ConsignmentFailed.Custody = .none,
        goods: ConsignmentFailed.Item.Goods, isFinal: Bool = true
    ) -> ConsignmentFailed {
        ConsignmentFailed(
            consignmentID: consignmentID, orderID: order.orderID, stage: .deliver, attempt: 1, isFinal: isFinal,
            reason: reason, custody: custody,
            items: parts.map {
                ConsignmentFailed.Item(
                    allocationID: $0.allocationID, lotID: $0.lotID, quantity: $0.quantity, goods: goods)
            }, at: market.now)
    }

    /// Too warm for a part of each allocation.
    func excursion(condemning pieces: Int64) -> TemperatureExcursion {
        TemperatureExcursion(
            excursionID: .make(), space: .compartment(runID: .make(), number: 1), from: market.now - .hours(2),
            to: market.now, peak: 190, outMin: 120, cumulativeMin: 120, custody: .carrier,
            items: parts.map {
                TemperatureExcursion.Item(
                    consignmentID: consignmentID, orderID: order.orderID, allocationID: $0.allocationID,
                    lotID: $0.lotID, productID: market.product.productID, quantity: .pieces(pieces), allowedMin: 60)
            })
    }

    /// How far the reservation and its allocations have come.
    func stages() async throws -> [String] {
        try await market.schema.workbench.pool.query(
            """
            SELECT state FROM reservation WHERE order_id = \(order.orderID)
            UNION ALL (SELECT stage FROM reservation_allocation WHERE order_id = \(order.orderID) ORDER BY id)
            """
        ).decode(String.self)
    }
}

extension Market {
    /// The eight parts of a lot that are not empty.
    func stock(of lot: UUIDv7) async throws -> [String: Int64] {
        let found = try await schema.workbench.pool.query(
            """
            SELECT part, amount FROM lot CROSS JOIN LATERAL (VALUES ('available', available),
                ('set_aside', set_aside), ('reserved', reserved), ('committed', committed),
                ('quarantined', quarantined), ('consumed', consumed), ('returned', returned), ('lost', lost)
            ) AS held (part, amount) WHERE id = \(lot) AND amount > 0
            """
        ).decode(String.self, Int64.self)
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// The state of a lot.
    func state(of lot: UUIDv7) async throws -> String? {
        try await schema.workbench.pool.query("SELECT state FROM lot WHERE id = \(lot)").decode(String.self).first
    }

    /// What was asked in vain, and the rule that stood against it.
    func refusals() async throws -> [String] {
        try await schema.workbench.pool.query(
            "SELECT command || ': ' || refusal FROM stock_history WHERE refusal IS NOT NULL ORDER BY number"
        ).decode(String.self)
    }
}
