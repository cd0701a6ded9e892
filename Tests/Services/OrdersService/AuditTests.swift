import OrdersDomain
@testable import OrdersService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("The audit", .enabled(if: LiveServers.arePresent))
struct AuditTests {
    /// What the schema cannot see, and the check that names it.
    private static let plants: [(sql: PostgresQuery, check: String)] = [
        (
            "UPDATE sales_order SET state = 'fulfilling' WHERE state = 'completed'",
            "an order's history leads to its state"
        ),
        (
            """
            INSERT INTO order_history (order_id, at, command, from_state, to_state, given_by, reason)
            SELECT id, now(), 'reserve', 'placed', state, 'x', '' FROM sales_order WHERE state = 'completed'
            """, "an order's history has no gap"
        ),
        (
            "UPDATE order_line SET quantity = quantity + 1 WHERE price_fen IS NOT NULL",
            "an order beyond placing has its reservation"
        ),
        (
            "UPDATE allocation SET consignment = NULL WHERE delivered > 0",
            "a confirmed order's parts are all in a consignment"
        ),
        (
            "UPDATE allocation SET token = 'B' || substr(token, 2)",
            "an order that goes on has households whose standing is known"
        ),
        (
            "UPDATE allocation SET delivered = delivered - 1 WHERE delivered > 0",
            "an ended order has nothing on its way"
        ),
        ("DELETE FROM deadline", "a clock that runs is kept, and no other"),
        ("UPDATE deadline SET due = due + interval '1 s'", "a clock that runs is kept, and no other"),
        ("UPDATE ledger_balance SET posted_fen = posted_fen + 1", "balances are what was posted"),
        ("DELETE FROM ledger_uncounted", "balances are what was posted"),
        (
            "UPDATE payment SET captured_fen = captured_fen - 1 WHERE state = 'captured'",
            "a captured payment is what was due, or went back"
        ),
        (
            """
            INSERT INTO payment_return
            SELECT gen_random_uuid(), id, 1, 'x', now(), NULL FROM payment WHERE state = 'captured'
            """,
            "a captured payment is what was due, or went back"
        ),
    ]

    @Test("is silent over sound orders, and names each planted breach by its check")
    func namesBreaches() async throws {
        try await Shop.open { shop in
            _ = try await shop.completed()
            _ = try await shop.service.countMovements()
            _ = try await shop.confirmed()
            let waiting = try await shop.place()
            try await shop.hear(shop.reserved(waiting), shop.determined(waiting))
            try await shop.expectSound()
            for (plant, check) in Self.plants {
                let found = try await breaches(shop, after: plant)
                #expect(found.contains { $0.hasPrefix(check + ": ") }, "\(check): \(found)")
            }
            try await shop.expectSound()
        }
    }

    /// What the audit finds after a statement, which is undone again.
    private func breaches(_ shop: Shop, after plant: PostgresQuery) async throws -> [String] {
        struct Undo: Error { var found: [String] }
        do {
            try await shop.schema.administration.withTransaction { transaction in
                #expect(try await transaction.execute(plant) > 0, "\(plant)")
                let found = try await shop.service.audit(in: transaction).flatMap { check in
                    check.breaches.map { "\(check.name): \($0)" }
                }
                throw Undo(found: found)
            }
        } catch let undo as Undo {
            return undo.found
        }
        return []
    }

    @Test("counting twice, and at the same time, counts every movement once")
    func countsOnce() async throws {
        try await Shop.open { shop in
            _ = try await shop.completed()
            let counted = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await shop.service.countMovements() } }
                return try await group.reduce(0, +)
            }
            // The payment pending and posted, and the settlement.
            #expect(counted == 3)
            #expect(try await shop.count("ledger_uncounted") == 0)
            #expect(
                try await shop.value(Fen.self, "SELECT posted_fen FROM ledger_balance WHERE account = 'clearing'")
                    == 2000)
            try await shop.expectSound()
        }
    }

    @Test("counting takes no more than so much at once, also when far more is there than when it was planned")
    func countsInPortions() async throws {
        try await Shop.open { shop in
            _ = try await shop.completed()
            while try await shop.service.countMovements() > 0 {}
            // Planned for good while the table is known to be empty, for which the planner chooses what is best for a row or two.
            try await shop.schema.administration.execute("VACUUM ANALYZE ledger_uncounted")
            for _ in 0..<8 { _ = try await shop.service.countMovements() }
            try await shop.schema.administration.execute(
                """
                INSERT INTO ledger_uncounted (transaction, posted, pending)
                SELECT id, 0, 0 FROM (SELECT id FROM ledger_transaction LIMIT 1) AS one, generate_series(1, 1200)
                """)
            var portions: [Int] = []
            for _ in 0..<3 { portions.append(try await shop.service.countMovements()) }
            #expect(portions == [1000, 200, 0])
            try await shop.expectSound()
        }
    }
}
