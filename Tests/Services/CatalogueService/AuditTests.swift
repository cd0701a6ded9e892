import CatalogueEvents
import LogisticsEvents
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("The audit of stock", .enabled(if: LiveServers.arePresent))
struct AuditTests {
    /// What breaks a rule that no constraint can keep, and the rule that finds it. `$lot` and `$part` stand for the lot and
    /// the allocation of an order that was delivered.
    static let breaches: [(rule: String, sql: String)] = [
        (
            "where lots' goods are is where they were moved",
            "UPDATE lot SET available = available - 1, lost = lost + 1 WHERE id = '$lot'"
        ),
        (
            "what lots have sold is what orders have bought",
            "UPDATE reservation_allocation SET delivered = delivered - 1 WHERE id = '$part'"
        ),
        (
            "lots on sale help whom their households' standing says",
            "UPDATE lot SET helps_registered = NOT helps_registered WHERE id = '$lot'"
        ),
        ("lots that may be sold expire, and no others", "DELETE FROM deadline WHERE subject = '$lot'"),
        (
            "lots of which nothing is left are closed",
            "UPDATE lot SET available = 0, lost = available WHERE id = '$lot'"
        ),
        ("a reservation is as far as the furthest of its goods", "UPDATE reservation SET state = 'shipped'"),
        (
            "of goods that are over nothing is unaccounted for",
            "UPDATE reservation_allocation SET seized = 1, delivered = delivered - 1 WHERE id = '$part'"
        ),
        (
            "no order is without a decision for a day",
            "UPDATE reservation SET state = 'held', decided_at = decided_at - interval '25 hours'"
        ),
        (
            "nothing is under way for ever",
            """
            WITH long_ago AS (
                UPDATE lot SET expires_on = '2019-06-01', harvested_on = '2019-05-20' WHERE id = '$lot'
            ) UPDATE reservation_allocation SET stage = 'shipped', delivered = 0 WHERE id = '$part'
            """
        ),
    ]

    @Test("is green after a delivery, and names what a planted breach is of", arguments: breaches)
    func planted(rule: String, sql: String) async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let sold = try await Consigned.one(10, in: market)
            try await market.hear([sold.collected()])
            try await market.hear([sold.delivered()])
            #expect(try await market.schema.breaches() == [])
            let part = try #require(sold.parts.first).allocationID.description
            let statement = sql.replacing("$lot", with: lot.description).replacing("$part", with: part)
            try await market.schema.administration.execute("\(unescaped: statement)")
            let found = try await market.schema.breaches().filter { $0.hasPrefix(rule + ": ") }
            #expect(found.count == 1)
            let named = [lot.description, sold.order.orderID.description, part]
            #expect(found.allSatisfy { breach in named.contains { breach.hasSuffix($0) } })
        }
    }
}
