import CatalogueEvents
import LivestreamEvents
import LogisticsEvents
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("After the commit stock moves by what logistics reports", .enabled(if: LiveServers.arePresent))
struct TransportTests {
    @Test("Delivered goods stay committed; refused ones are lost, and what is short at collection is lost or left")
    func delivery() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let orders = try [market.order(10), market.order(8), market.order(6)]
            let consigned = try await Consigned.all(orders, in: market)
            try await market.hear([
                consigned[0].collected(), consigned[1].collected(short: 1, .underweight),
                consigned[2].collected(short: 2),
            ])
            #expect(try await market.stock(of: lot) == ["available": 8, "committed": 21, "lost": 1])
            let released = try await market.schema.told(StockReleased.self)
            #expect(released.map(\.orderID) == [orders[2].orderID])
            #expect(released.map(\.cause) == [.leftBehind])
            #expect(released.flatMap(\.allocations).map(\.quantity) == [.pieces(2)])
            try await market.hear([
                consigned[0].delivered(refused: 3), consigned[1].delivered(missing: 1),
                consigned[2].delivered(missing: 2),
            ])
            #expect(try await market.stock(of: lot) == ["available": 8, "committed": 18, "lost": 4])
            for part in consigned { #expect(try await part.stages() == ["ended", "ended"]) }
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("A whole batch told again has no second effect, nor have the same facts in new envelopes")
    func repetition() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let consigned = try await Consigned.one(10, in: market)
            let batch = try [
                market.teller.envelope(consigned.collected(short: 1, .spoiled)),
                market.teller.envelope(consigned.delivered(missing: 1)),
            ]
            #expect(try await market.schema.deliver(batch) == 2)
            #expect(try await market.schema.deliver(batch) == 0)
            let before = try await market.stock(of: lot)
            #expect(before == ["available": 20, "committed": 9, "lost": 1])
            try await market.hear([consigned.collected(), consigned.delivered()])
            #expect(try await market.stock(of: lot) == before)
            #expect(try await market.refusals() == ["collect: not-in-state", "deliver: not-in-state"])
        }
    }

    @Test("What is withdrawn or refused is on sale again: to its offer while that is open, else to anyone")
    func givenBack() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let offer = try market.offer(of: 10)
            try await market.hear([OfferScheduled(offer)])
            let orders = try [market.order(4, in: offer), market.order(3, in: offer), market.order(5)]
            let consigned = try await Consigned.all(orders, in: market)
            try await market.hear([consigned[0].withdrawn(1), consigned[2].refused()])
            #expect(try await market.stock(of: lot) == ["available": 20, "set_aside": 4, "committed": 6])
            try await market.hear([market.closed(offer)])
            try await market.hear([consigned[1].withdrawn()])
            #expect(try await market.stock(of: lot) == ["available": 23, "set_aside": 4, "committed": 3])
            let released = try await market.schema.told(StockReleased.self)
            #expect(released.map(\.cause) == [.withdrawn, .refused, .withdrawn])
            #expect(released.flatMap(\.allocations).map(\.to) == [.setAside, .available, .available])
            #expect(released.flatMap(\.allocations).map(\.quantity) == [.pieces(1), .pieces(5), .pieces(3)])
            #expect(try await consigned[0].stages() == ["committed", "committed"])
            #expect(try await consigned[1].stages() == ["released", "released"])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test(
        "Goods that failed for good wait at a station for inspection if nobody answers for them, and are lost otherwise"
    )
    func failure() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let orders = try (0..<5).map { _ in try market.order(5) }
            let consigned = try await Consigned.all(orders, in: market)
            try await market.hear(consigned[1...3].map { $0.collected() })
            try await market.hear([
                consigned[0].failed(goods: .atStation),
                consigned[1].failed(.refused, custody: .carrier, goods: .onVehicle),
                consigned[2].failed(.absent, custody: .carrier, goods: .atHub, isFinal: false),
                // Their producers are paid by the station, so they are not sold again.
                consigned[3].failed(.unclaimed, custody: .station, goods: .atStation),
                consigned[4].failed(.spoiled, custody: .station, goods: .atStation),
            ])
            #expect(
                try await market.stock(of: lot) == ["available": 5, "quarantined": 5, "committed": 5, "lost": 15])
            let held = try await market.schema.told(LotQuarantined.self)
            #expect(held.map(\.causeID) == [consigned[0].consignmentID])
            #expect(held.map(\.from.committed) == [5])
            #expect(try await consigned[2].stages() == ["shipped", "shipped"])
            #expect(try await market.state(of: lot) == "listed")
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("A consignment that is heard of before the confirmation commits the reservation, and is not lost")
    func overtaken() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let orders = try [market.order(5), market.order(4)]
            let consigned = try await Consigned.all(orders, in: market, confirmed: false)
            try await market.hear([consigned[0].refused(), consigned[1].collected()])
            #expect(try await market.stock(of: lot) == ["available": 26, "committed": 4])
            try await market.hear(orders.map(market.confirmed))
            #expect(try await market.stock(of: lot) == ["available": 26, "committed": 4])
            #expect(try await market.schema.told(StockCommitted.self).map(\.orderID) == orders.map(\.orderID))
            #expect(try await market.refusals() == ["commit: not-in-state", "commit: not-in-state"])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("A lot is closed as exhausted when the last of it has left its station, and not before")
    func exhaustion() async throws {
        try await Market.open { market in
            let lot = try await market.list(10)
            let consigned = try await Consigned.all([market.order(6), market.order(4)], in: market)
            try await market.hear([consigned[0].collected()])
            #expect(try await market.state(of: lot) == "listed")
            try await market.hear([consigned[1].collected(short: 1, .spoiled)])
            #expect(try await market.state(of: lot) == "closed")
            let closed = try await market.schema.told(LotClosed.self)
            #expect(closed.map(\.lotID) == [lot])
            #expect(closed.map(\.cause) == [.exhausted])
            try await market.hear([consigned[1].failed(goods: .atStation)])
            #expect(try await market.state(of: lot) == "quarantined")
            #expect(try await market.stock(of: lot) == ["committed": 6, "quarantined": 3, "lost": 1])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("Some hundred orders that are collected and delivered in one batch are all accounted for")
    func largeBatch() async throws {
        try await Market.open { market in
            let lot = try await market.list(300)
            let consigned = try await Consigned.all(try (0..<300).map { _ in try market.order() }, in: market)
            try await market.hear(consigned.map { $0.collected() } + consigned.prefix(290).map { $0.delivered() })
            #expect(try await market.stock(of: lot) == ["committed": 300])
            #expect(try await market.state(of: lot) == "closed")
            let states = try await market.schema.workbench.pool.query(
                "SELECT state, count(*) FROM reservation GROUP BY state ORDER BY state"
            ).decode(String.self, Int64.self)
            #expect(states.map(\.0) == ["ended", "shipped"] && states.map(\.1) == [290, 10])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("Whoever names goods that are not the order's is not obeyed")
    func foreignGoods() async throws {
        try await Market.open { market in
            _ = try await market.list(30)
            let consigned = try await Consigned.one(5, in: market)
            var event = consigned.collected()
            event.items[0].allocationID = .make()
            await #expect(throws: (any Error).self) { try await market.hear([event]) }
            #expect(try await consigned.stages() == ["committed", "committed"])
        }
    }
}
