import LogisticsEvents
import LogisticsService
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("The cold chain", .enabled(if: LiveServers.arePresent))
struct ColdChainTests {
    @Test("An excursion on board condemns what was exposed for longer than it bears, once, and the order is told")
    func onBoard() async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(3)
            let run = try await depot.collect(orders)
            let loaded = try #require(run.stops.first).depart
            // 40 minutes too warm: they bear 60, all exposures together.
            let first = try await depot.read(
                run, [(loaded, 40), (loaded + .minutes(10), 120), (loaded + .minutes(50), 40)])
            #expect(first.excursions == [])
            #expect(try await depot.region.schema.told(TemperatureExcursion.self) == [])
            // 30 more.
            let second = try await depot.read(run, [(loaded + .minutes(60), 130), (loaded + .minutes(90), 50)])
            #expect(second.excursions.map(\.items) == [3])
            #expect(second.excursions.map(\.failed) == [3])
            #expect(second.excursions.map(\.cumulativeMin) == [70])
            for order in orders { #expect(try await depot.state(of: order) == "failed") }

            let told = try #require(try await depot.region.schema.told(TemperatureExcursion.self).first)
            #expect(Set(told.items.compactMap(\.allocationID)) == Set(orders.map(\.allocation)))
            #expect(told.items.allSatisfy { $0.quantity == .grams(2_500) && $0.allowedMin == 60 })
            #expect(told.custody == .carrier)
            #expect((told.peak, told.outMin, told.cumulativeMin) == (130, 30, 70))
            let failed = try await depot.region.schema.told(ConsignmentFailed.self)
            #expect(Set(failed.map(\.consignmentID)) == Set(orders.map(\.consignment)))
            #expect(failed.allSatisfy { $0.isFinal && $0.reason == .spoiled && $0.items == [] })

            _ = try await depot.read(run, [(loaded + .minutes(100), 200), (loaded + .minutes(300), 50)])
            #expect(try await depot.region.schema.told(TemperatureExcursion.self).count == 1)
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("Only what was on board then is condemned, and only what asks for a temperature")
    func onlyExposed() async throws {
        try await Depot.with { depot in
            let chilled = try await depot.accept(2)
            var hardy = ConfirmedOrder(from: depot.region.station, to: depot.region.doors[0])
            hardy.band = nil
            try await depot.region.deliver(try depot.region.teller.envelope(hardy.confirmed()))
            let run = try await depot.collect(chilled + [hardy])
            let loaded = try #require(run.stops.first).depart
            // Too warm before they came on board, and for a while that they bear.
            let report = try await depot.read(
                run, [(loaded - .minutes(100), 200), (loaded + .minutes(30), 40), (loaded + .minutes(60), 40)])
            #expect(report.excursions == [])
            _ = try await depot.read(run, [(loaded + .minutes(70), 200), (loaded + .minutes(140), 40)])
            let told = try #require(try await depot.region.schema.told(TemperatureExcursion.self).first)
            #expect(Set(told.items.compactMap(\.consignmentID)) == Set(chilled.map(\.consignment)))
            #expect(try await depot.state(of: hardy) == "on-board")
        }
    }

    @Test("A hub's store that warms up condemns what waits in it")
    func inStore() async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(2)
            try await depot.rosterTruck(hours: 4)
            let run = try await depot.carry(orders)
            let since = try #require(run.stops.last?.endedAt)
            let readings = [(since + .minutes(5), 150), (since + .minutes(90), 40)].map { at, temperature in
                TemperatureReport.Reading(
                    space: .store(stationID: depot.region.hub, number: 1), at: at, temperature: Int32(temperature))
            }
            _ = try await depot.region.act(at: since + .hours(2)) {
                try await $0.reportTemperatures(TemperatureReport(readings: readings), $1, in: $2)
            }
            let told = try #require(try await depot.region.schema.told(TemperatureExcursion.self).first)
            #expect(told.custody == .station)
            #expect(told.space == .store(stationID: depot.region.hub, number: 1))
            #expect(Set(told.items.compactMap(\.orderID)) == Set(orders.map(\.id)))
            for order in orders { #expect(try await depot.state(of: order) == "failed") }
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("A station's store that warms up condemns nobody's order: what lies there uncollected is named by its lot")
    func atTheStation() async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(2)
            let since = Region.noon + .hours(1)
            let readings = [(since + .minutes(5), 150), (since + .minutes(90), 40)].map { at, temperature in
                TemperatureReport.Reading(
                    space: .store(stationID: depot.region.station, number: 1), at: at, temperature: Int32(temperature))
            }
            _ = try await depot.region.act(at: since + .hours(2)) {
                try await $0.reportTemperatures(TemperatureReport(readings: readings), $1, in: $2)
            }
            let told = try #require(try await depot.region.schema.told(TemperatureExcursion.self).first)
            #expect(told.items.map(\.quantity) == [.grams(2_500), .grams(2_500)])
            #expect(told.items.allSatisfy { $0.orderID == nil && $0.consignmentID == nil && $0.allocationID == nil })
            for order in orders { #expect(try await depot.state(of: order) == "accepted") }
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("A reading of nowhere, or of a time that has not come, is refused with its place in the report")
    func refused() async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(1)
            let run = try await depot.collect(orders)
            let now = run.endsAt
            let nowhere = await #expect(throws: Problem.self) {
                try await depot.report(.compartment(runID: run.runID, number: 7), at: now, now: now)
            }
            #expect(nowhere?.code == "space-unknown")
            #expect(nowhere?.field == "readings[0].where")
            let early = await #expect(throws: Problem.self) {
                try await depot.report(.compartment(runID: run.runID, number: 2), at: now + .hours(1), now: now)
            }
            #expect(early?.code == "not-yet")
            #expect(early?.field == "readings[0].at")
        }
    }
}

extension Depot {
    /// Luodian's truck collects orders, and is on its way to the hub.
    fileprivate func collect(_ orders: [ConfirmedOrder]) async throws -> RunDetail {
        try await rosterTruck()
        let run = try await planOne()
        try await start(run)
        let stop = try #require(run.stops.first)
        try await say([arrival(at: stop), service(at: stop, orders)], of: run)
        return run
    }

    /// What the thermometer of a run's cooled compartment showed, reported long after.
    fileprivate func read(_ run: RunDetail, _ readings: [(at: Instant, temperature: Int32)]) async throws
        -> ExcursionList
    {
        let report = TemperatureReport(
            readings: readings.map {
                .init(space: .compartment(runID: run.runID, number: 2), at: $0.at, temperature: $0.temperature)
            })
        return try await region.act(at: run.endsAt + .hours(12)) {
            try await $0.reportTemperatures(report, $1, in: $2)
        }
    }

    fileprivate func report(_ space: TemperatureExcursion.Space, at instant: Instant, now: Instant) async throws {
        let report = TemperatureReport(readings: [.init(space: space, at: instant, temperature: 40)])
        _ = try await region.act(at: now) { try await $0.reportTemperatures(report, $1, in: $2) }
    }
}
