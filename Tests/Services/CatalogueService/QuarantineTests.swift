import CatalogueDomain
import CatalogueEvents
import CatalogueService
import LivestreamEvents
import LogisticsEvents
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Goods that are held back", .enabled(if: LiveServers.arePresent))
struct QuarantineTests {
    @Test("An excursion on board loses the condemned part; the rest is delivered, and nothing is lost twice")
    func onBoard() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let consigned = try await Consigned.all([market.order(10), market.order(6)], in: market)
            try await market.hear(consigned.map { $0.collected() })
            try await market.hear([consigned[0].excursion(condemning: 4), consigned[1].excursion(condemning: 6)])
            #expect(try await market.stock(of: lot) == ["available": 14, "committed": 6, "lost": 10])
            #expect(try await consigned[1].stages() == ["ended", "ended"])
            try await market.hear([
                consigned[0].delivered(missing: 4), consigned[1].failed(.spoiled, goods: .onVehicle),
            ])
            #expect(try await market.stock(of: lot) == ["available": 14, "committed": 6, "lost": 10])
            #expect(try await market.refusals() == ["fail: not-in-state"])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("What was condemned before its collection was heard of is lost with the collection, and stays in no part")
    func overtaken() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let consigned = try await Consigned.all([market.order(10), market.order(6)], in: market, confirmed: false)
            try await market.hear([consigned[0].excursion(condemning: 4), consigned[1].excursion(condemning: 5)])
            try await market.hear([consigned[0].collected(), consigned[1].collected(short: 1, .spoiled)])
            #expect(try await market.stock(of: lot) == ["available": 14, "committed": 6, "lost": 10])
            #expect(try await consigned[0].stages() == ["shipped", "shipped"])
            #expect(try await consigned[1].stages() == ["ended", "ended"])
            try await market.hear([consigned[0].delivered(missing: 4)])
            #expect(try await market.stock(of: lot) == ["available": 14, "committed": 6, "lost": 10])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("An excursion in store holds back what was exposed, first from whom it hurts least, and tells who lost it")
    func inStore() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let offer = try market.offer(of: 10)
            try await market.hear([OfferScheduled(offer)])
            let sold = try await Consigned.one(8, in: market)
            let held = try market.order(7)
            try await market.hear([held])
            try await market.hear([market.excursion(of: lot, 17)])
            // 5 were on sale and 10 kept for the offer; then the order that is not confirmed loses 2.
            #expect(try await market.stock(of: lot) == ["quarantined": 17, "reserved": 5, "committed": 8])
            let kept = try await market.schema.told(StockSetAside.self)
            #expect(kept.map(\.quantity) == [.pieces(10), .pieces(0)])
            let told = try await market.schema.told(LotQuarantined.self)
            #expect(told.map(\.cause) == [.excursion])
            #expect(told.map(\.from.available) == [5] && told.map(\.from.setAside) == [10])
            #expect(told.map(\.from.reserved) == [2])
            let revoked = try await market.schema.told(StockRevoked.self)
            #expect(revoked.map(\.orderID) == [held.orderID])
            #expect(revoked.flatMap(\.allocations).map(\.quantity) == [.pieces(2)])
            #expect(try await market.schema.breaches() == [])

            try await market.hear([market.cancelled(held), sold.withdrawn()])
            #expect(try await market.stock(of: lot) == ["available": 13, "quarantined": 17])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("A confirmed order loses its goods last, and its withdrawal gives back only what is left of them")
    func committed() async throws {
        try await Market.open { market in
            let lot = try await market.list(10)
            let sold = try await Consigned.one(10, in: market)
            try await market.quarantine(lot, 4)
            #expect(try await market.schema.told(StockRevoked.self).map(\.cause) == [.quarantine])
            try await market.hear([sold.withdrawn(4)])
            #expect(try await market.stock(of: lot) == ["committed": 6, "quarantined": 4])
            try await market.hear([sold.collected(short: 4)])
            #expect(try await market.stock(of: lot) == ["committed": 6, "quarantined": 4])
            try await market.hear([sold.delivered(missing: 4)])
            #expect(try await market.stock(of: lot) == ["committed": 6, "quarantined": 4])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test(
        "Sound goods are on sale again after another inspection; unfit ones are lost, and with the last the lot closes")
    func inspectedAgain() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            try await market.quarantine(lot, 30)
            #expect(try await market.state(of: lot) == "quarantined")
            try await market.reinspect(lot, 12, .passed)
            #expect(try await market.state(of: lot) == "listed")
            let released = try await market.schema.told(LotReleased.self)
            #expect(released.map(\.lotID) == [lot] && released.map(\.quantity) == [.pieces(12)])
            try await market.reinspect(lot, 8, .failed)
            try await market.reinspect(lot, 10, .failed, fitForOtherUse: true)
            #expect(try await market.stock(of: lot) == ["available": 12, "returned": 10, "lost": 8])
            await #expect(throws: LotRefusal.nothingThere) { try await market.reinspect(lot, 1, .passed) }
            try await market.quarantine(lot, 12)
            try await market.reinspect(lot, 12, .failed)
            #expect(try await market.state(of: lot) == "closed")
            #expect(try await market.schema.told(LotClosed.self).map(\.cause) == [.rejected])
            #expect(try await market.schema.breaches() == [])
        }
    }

    @Test("More than there is, another unit, and a lot that is not there are refused, and nothing is held back")
    func refused() async throws {
        try await Market.open { market in
            let lot = try await market.list(30)
            let other = try await market.receive(5)
            await #expect(throws: LotRefusal.wrongUnit(.grams)) {
                try await market.quarantine([LotPortion(lotID: lot, quantity: .grams(5))])
            }
            await #expect(throws: LotRefusal.notInState(.received, .quarantine)) {
                try await market.quarantine([
                    LotPortion(lotID: lot, quantity: .pieces(5)), LotPortion(lotID: other, quantity: .pieces(5)),
                ])
            }
            let missing = await #expect(throws: Problem.self) { try await market.quarantine(.make(), 5) }
            #expect(missing?.status == 422 && missing?.field == "lots.lot_id")
            #expect(try await market.stock(of: lot) == ["available": 30])
        }
    }
}

extension Market {
    /// Too warm in the store of the station.
    func excursion(of lot: UUIDv7, _ pieces: Int64) -> TemperatureExcursion {
        TemperatureExcursion(
            excursionID: .make(), space: .store(stationID: station, number: 1), from: now - .hours(3), to: now,
            peak: 210, outMin: 180, cumulativeMin: 180, custody: .station,
            items: [
                TemperatureExcursion.Item(
                    lotID: lot, productID: product.productID, quantity: .pieces(pieces), allowedMin: 60)
            ])
    }

    func quarantine(_ lots: [LotPortion]) async throws {
        _ = try await give(schema) {
            try await $0.quarantineLots(QuarantineSheet(lots: lots, cause: .deadSensor, causeID: .make()), $1, in: $2)
        }
    }

    func quarantine(_ lot: UUIDv7, _ pieces: Int64) async throws {
        try await quarantine([LotPortion(lotID: lot, quantity: .pieces(pieces))])
    }

    func reinspect(
        _ lot: UUIDv7, _ pieces: Int64, _ outcome: InspectionSheet.Outcome, fitForOtherUse: Bool = false
    ) async throws {
        _ = try await give(schema) {
            try await $0.reinspectLots(
                ReinspectionSheet(
                    lots: [LotPortion(lotID: lot, quantity: .pieces(pieces))], inspectorID: .make(), outcome: outcome,
                    isFitForOtherUse: fitForOtherUse), $1, in: $2)
        }
    }
}
