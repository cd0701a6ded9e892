import CatalogueEvents
import CatalogueService
import Eventing
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Stock for orders", .enabled(if: LiveServers.arePresent))
struct StockTests {
    @Test("A batch of 50 orders on a lot of 30 sells 30, and refuses the others for want of stock")
    func oversell() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            try await market.hear(try (0..<50).map { _ in try market.order() })
            let reserved = try await market.schema.told(StockReserved.self)
            let refused = try await market.schema.told(StockRefused.self)
            #expect(reserved.count == 30)
            #expect(refused.count == 20)
            #expect(refused.flatMap(\.lines).allSatisfy { $0.reason == .short && $0.available == .pieces(0) })
            #expect(reserved.flatMap(\.lines).flatMap(\.allocations).allSatisfy { $0.lotID == lot })
            #expect(reserved.allSatisfy { $0.totalFen == 500 })
            #expect(try await market.parts(of: lot) == [0, 30, 0])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("A batch that comes again, or an order told again, is answered once")
    func repetition() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let orders = try (0..<10).map { _ in try market.order() }
            let batch = try orders.map { try market.teller.envelope($0) }
            #expect(try await market.schema.deliver(batch) == 10)
            #expect(try await market.schema.deliver(batch) == 0)
            try await market.hear(orders)
            #expect(try await market.schema.told(StockReserved.self).count == 10)
            #expect(try await market.parts(of: lot) == [20, 10, 0])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("In one mixed batch a confirmed order's goods are sold, and a cancelled order's are on sale again")
    func mixedBatch() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let (bought, left) = (try market.order(5), try market.order(7))
            try await market.hear([
                bought, left, market.confirmed(bought), market.cancelled(left), market.cancelled(left),
            ])
            let committed = try await market.schema.told(StockCommitted.self)
            let released = try await market.schema.told(StockReleased.self)
            #expect(committed.map(\.orderID) == [bought.orderID])
            #expect(committed.flatMap(\.allocations).map(\.quantity) == [.pieces(5)])
            #expect(released.map(\.orderID) == [left.orderID])
            #expect(released.flatMap(\.allocations).map(\.to) == [.available])
            #expect(try await market.parts(of: lot) == [25, 0, 5])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("An order waits for nobody who has hold of a lot that it does not come to", .timeLimit(.minutes(1)))
    func unheld() async throws {
        try await Market.open { market in
            let lots = try await market.listed(3, of: 10)
            try await market.schema.administration.withTransaction { holder in
                try await holder.execute("SELECT FROM lot WHERE id = \(lots[2]) FOR UPDATE")
                try await market.hear([try market.order(5)])
            }
            #expect(try await market.parts(of: lots[0]) == [5, 5, 0])
        }
    }

    @Test("An order that waits for lots from which others take all meanwhile is served from one behind them")
    func overtaken() async throws {
        try await Market.open { market in
            let lots = try await market.listed(3, of: 10)
            let order = try market.order(5)
            let hearing = try await market.schema.administration.withTransaction { taking in
                for lot in lots[..<2] {
                    try await taking.execute("UPDATE lot SET available = 0, lost = 10 WHERE id = \(lot)")
                }
                let hearing = Task { try await market.hear([order]) }
                try await market.waitForWaiting()
                return hearing
            }
            #expect(try await hearing.value == 1)
            #expect(try await market.parts(of: lots[2]) == [5, 5, 0])
            #expect(try await market.schema.told(StockRefused.self).isEmpty)
        }
    }
}

extension Market {
    /// Waits until an order waits for lots that somebody has hold of.
    func waitForWaiting() async throws {
        let isWaiting = try await eventually {
            try await schema.workbench.pool.query(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                    AND query LIKE '%FROM lot WHERE id = ANY%'
                """
            ).decode(Int.self) == [1]
        }
        #expect(isWaiting)
    }

    /// So many lots on sale of so many pieces each, in the order of their turn.
    fileprivate func listed(_ count: Int, of pieces: Int64) async throws -> [UUIDv7] {
        var lots: [UUIDv7] = []
        for _ in 0..<count { lots.append(try await list(pieces)) }
        return lots.sorted()
    }
}
