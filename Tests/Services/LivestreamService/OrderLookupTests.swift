import LivestreamDomain
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@testable import LivestreamService

@Suite("Orders that are followed", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct OrderLookupTests {
    @Test("are looked up by index, though what is kept of them was asked for first when there was known to be none")
    func plannedWhileEmpty() async throws {
        try await Studio.with { studio in
            try await studio.execute("ANALYZE order_credit, order_settlement")
            // One after the other has the same connection, and so often that the server has settled on a plan.
            let pool = studio.schema.workbench.pool
            for _ in 0..<8 { _ = try await pool.withTransaction { try await load([.make(), .make()], in: $0) } }
            try await studio.execute(
                "INSERT INTO tracked_order (id) SELECT gen_random_uuid() FROM generate_series(1, 2000)",
                pastTriggers: true)
            try await studio.execute(
                """
                INSERT INTO order_credit (order_id, line, episode, programme, listing, rule)
                SELECT id, line, id, id, id, 'last-episode-24h' FROM tracked_order, generate_series(1, 3) AS line
                """, pastTriggers: true)
            try await studio.execute(
                "INSERT INTO order_settlement (id, order_id) SELECT gen_random_uuid(), id FROM tracked_order",
                pastTriggers: true)
            let orders: [UUIDv7] = try await studio.rows("SELECT order_id FROM order_settlement LIMIT 50")
            let read = try await pool.withTransaction { transaction in
                let loaded = try await load(orders, in: transaction)
                #expect(loaded.count == 50)
                #expect(loaded.values.allSatisfy { $0.attributedSettlementIDs.count == 1 })
                return try await transaction.query(
                    """
                    SELECT sum(seq_tup_read)::bigint FROM pg_stat_xact_user_tables
                    WHERE schemaname = current_schema() AND relname IN ('order_credit', 'order_settlement')
                    """
                ).decode(Int64.self)
            }
            #expect(read == [0])
        }
    }

    private func load(
        _ ids: [UUIDv7], in transaction: PostgresTransaction
    ) async throws -> [UUIDv7: TrackedOrder] {
        try await TrackedOrderStore(transaction: transaction).load(ids)
    }
}
