import LogisticsEvents
import LogisticsService
import OrdersEvents
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("On the road", .enabled(if: LiveServers.arePresent))
struct RoadTests {
    @Test("A vehicle sets out with its own driver, and cold where it has to be")
    func start() async throws {
        try await Depot.with { depot in
            _ = try await depot.accept(1)
            try await depot.rosterTruck()
            let run = try await depot.planOne()
            func start(_ driver: UUIDv7, _ readings: [StartRunRequest.Reading]) async throws -> RunDetail {
                try await depot.region.act(at: Depot.morning) {
                    try await $0.startRun(run.runID, StartRunRequest(driverID: driver, readings: readings), $1, in: $2)
                }
            }
            let cold = StartRunRequest.Reading(compartment: 2, temperature: 40)
            let stranger = await #expect(throws: (any Error).self) { try await start(.make(), [cold]) }
            #expect((stranger as? any Refused)?.code == "not-the-driver")
            let unread = await #expect(throws: (any Error).self) { try await start(depot.driver, []) }
            #expect((unread as? any Refused)?.code == "compartment-unread")
            let warm = await #expect(throws: (any Error).self) {
                try await start(depot.driver, [.init(compartment: 2, temperature: 120)])
            }
            #expect((warm as? any Refused)?.code == "compartment-out-of-band")
            #expect(try await start(depot.driver, [cold]).state == "under-way")
            let again = await #expect(throws: (any Error).self) { try await start(depot.driver, [cold]) }
            #expect((again as? any Refused)?.code == "not-in-state")
        }
    }

    @Test("A broken vehicle goes on by another plan, from where it stands, with what it has on board")
    func resumed() async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(2)
            try await depot.rosterTruck()
            let run = try await depot.collectFirst(orders)
            let spot = Position(longitude: 1_067_600_000, latitude: 254_290_000)
            let broken = try await depot.region.act(at: Depot.morning + .hours(1)) {
                try await $0.breakDownRun(run.runID, at: spot, $1, in: $2)
            }
            #expect(broken.state == "interrupted")
            let resumed = try await depot.replan(run, at: Depot.morning + .hours(2))
            #expect(resumed.state == "under-way" && resumed.plan == 2)
            let last = try #require(resumed.stops.last)
            #expect(last.placeID == depot.region.hub && last.arrive > Depot.morning + .hours(2))
            #expect(Set(last.unloads) == Set(orders.map(\.consignment)))
            try await depot.say(depot.sayings(of: resumed, orders), of: resumed)
            _ = try await depot.end(resumed)
            for order in orders { #expect(try await depot.state(of: order) == "at-hub") }
            #expect(try await depot.region.schema.told(RunInterrupted.self).count == 1)
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("A broken vehicle's goods change to another one that stands beside it, and the run is over")
    func transferred() async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(2)
            try await depot.rosterTruck()
            let run = try await depot.collectFirst(orders)
            // Another truck has something to fetch, and comes by.
            let helper = try #require(
                try await depot.region.act { try await $0.registerVehicles(VehicleSheet([Region.truck()]), $1, in: $2) }
                    .ids.first)
            _ = try await depot.roster(helper, .make(), depot.region.hub, Depot.morning, 12)
            let more = try await depot.accept(1)
            let other = try await depot.planOne(at: Depot.morning + .minutes(30))
            try await depot.start(other)
            let now = Depot.morning + .hours(2)
            let spot = Position(longitude: 1_067_600_000, latitude: 254_290_000)
            _ = try await depot.region.act(at: now) { try await $0.breakDownRun(run.runID, at: spot, $1, in: $2) }
            let apart = TransferRequest(
                toRun: other.runID, position: spot,
                otherPosition: Position(longitude: 1_067_900_000, latitude: 254_290_000))
            let refusal = await #expect(throws: (any Error).self) {
                try await depot.region.act(at: now) { try await $0.transferGoods(of: run.runID, apart, $1, in: $2) }
            }
            #expect((refusal as? any Refused)?.code == "vehicles-apart")
            let giving = try await depot.region.act(at: now) {
                try await $0.transferGoods(
                    of: run.runID, TransferRequest(toRun: other.runID, position: spot, otherPosition: spot), $1, in: $2)
            }
            #expect(giving.runID == run.runID && giving.onBoard == 0)
            #expect(try await depot.run(other.runID).onBoard == 2)
            #expect(try await depot.run(run.runID).state == "ended")
            let replanned = try await depot.replan(other, at: now + .minutes(10))
            try await depot.say(depot.sayings(of: replanned, orders + more), of: replanned)
            _ = try await depot.end(replanned)
            for order in orders + more { #expect(try await depot.state(of: order) == "at-hub") }
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("A run is planned anew though goods of the stop under service were called off; the others are loaded there")
    func calledOffUnderService() async throws {
        try await Depot.with { depot in
            let (orders, run) = try await depot.setOut(2)
            let stop = try #require(run.stops.first)
            try await depot.say([depot.arrival(at: stop)], of: run, at: stop.arrive)
            try await depot.region.deliver(
                try depot.region.teller.envelope(orders[0].withdrawal(grams: 2_500), correlationID: orders[0].id))
            let replanned = try await depot.replan(run, at: stop.arrive + .minutes(1))
            #expect(replanned.plan == 2)
            var service = depot.service(at: stop, orders)
            service.loaded = [depot.collection(of: orders[1], grams: orders[1].grams)]
            try await depot.say([service], of: replanned)
            #expect(try await depot.state(of: orders[0]) == "withdrawn")
            #expect(try await depot.state(of: orders[1]) == "on-board")
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("A buyer who is not at home gets the parcel the next time; what is left on board is handed in")
    func absentBuyer() async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(2)
            try await depot.rosterTruck(hours: 4)
            try await depot.carry(orders)
            try await depot.rosterTruck(from: Depot.morning + .hours(5), hours: 6)
            try await depot.carry(orders, at: Depot.morning + .hours(5))
            let tuesday = Depot.morning + .days(1)
            try await depot.rosterVan(from: tuesday)
            let run = try await depot.planOne(Depot.guiyang, at: tuesday)
            try await depot.start(run)
            var sayings = depot.sayings(of: run, orders)
            let door = try #require(sayings.lastIndex { $0.act == .serve })
            let absent = try #require(sayings[door].delivered?.first?.consignmentID)
            sayings[door].delivered = []
            sayings[door].failed = [FailedGoods(consignmentID: absent, reason: "absent")]
            try await depot.say(sayings, of: run)
            #expect(try await depot.plan(Depot.guiyang, at: run.endsAt).planned == 0)
            #expect(try await depot.end(run).onBoard == 0)
            let failed = try #require(try await depot.region.schema.told(ConsignmentFailed.self).first)
            #expect(
                failed.stage == .deliver && failed.attempt == 1 && !failed.isFinal
                    && failed.items.map(\.goods) == [.atHub])

            let wednesday = tuesday + .days(1)
            try await depot.rosterVan(from: wednesday)
            let again = try await depot.carry(orders, in: Depot.guiyang, at: wednesday)
            #expect(again.stops.flatMap(\.unloads) == [absent])
            for order in orders { #expect(try await depot.state(of: order) == "delivered") }
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("A parcel is brought to its pick-up station, and waits there for who knows its code")
    func pickUpStation() async throws {
        try await Depot.with { depot in
            let region = depot.region
            let lane = Region.lane(from: region.hub, to: "522728", over: nil, band: Region.cold)
            _ = try await region.act { try await $0.promiseLanes(LaneSheet([lane]), $1, in: $2) }
            var order = ConfirmedOrder(from: region.station, to: region.station)
            order.kind = .station
            order.city = Depot.luodian
            try await region.deliver(try region.teller.envelope(order.confirmed()))
            try await depot.rosterTruck(hours: 3)
            try await depot.carry([order])
            let noon = Depot.morning + .hours(4)
            try await depot.rosterTruck(from: noon)
            let run = try await depot.planOne(at: noon)
            try await depot.start(run)
            var sayings = depot.sayings(of: run, [order])
            let last = sayings.count - 1
            sayings[last].delivered = nil
            sayings[last].kept = [KeptGoods(consignmentID: order.consignment, codeDigest: Depot.photo)]
            try await depot.say(sayings, of: run)
            _ = try await depot.end(run)
            #expect(try await depot.state(of: order) == "waiting")
            let arrived = try #require(try await region.schema.told(ConsignmentArrived.self).first)
            #expect(arrived.stationID == region.station)
            #expect(arrived.pickUpBy == sayings[last].at + .hours(24))
            #expect(try await region.schema.breaches() == [])
        }
    }

    @Test("What is said of a time that has not come, or of another run, is refused")
    func refused() async throws {
        try await Depot.with { depot in
            let (orders, run) = try await depot.setOut(1)
            let stop = try #require(run.stops.first)
            let early = await #expect(throws: Problem.self) {
                try await depot.say([depot.service(at: stop, orders)], of: run, at: stop.depart - .minutes(30))
            }
            #expect(early?.code == "not-yet")
            #expect(early?.field == "commands[0].at")
            var elsewhere = depot.arrival(at: stop)
            elsewhere.stop = 9
            let unknown = await #expect(throws: Problem.self) { try await depot.say([elsewhere], of: run) }
            #expect(unknown?.code == "stop-not-in-plan")
            #expect(unknown?.field == "commands[0]")
            let open = await #expect(throws: (any Error).self) { try await depot.end(run) }
            #expect((open as? any Refused)?.code == "stops-open")
        }
    }
}

extension Depot {
    /// Luodian's truck has collected orders, and is on its way to the hub.
    fileprivate func collectFirst(_ orders: [ConfirmedOrder]) async throws -> RunDetail {
        let run = try await planOne()
        try await start(run)
        let stop = try #require(run.stops.first)
        try await say([arrival(at: stop), service(at: stop, orders)], of: run, at: stop.depart)
        return run
    }
}
