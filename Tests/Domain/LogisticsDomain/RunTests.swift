import LogisticsDomain
import Testing
import Vocabulary

@Suite("A run")
struct RunTests {
    @Test("is planned only under the county's lease while it lasts")
    func lease() throws {
        let checked = try RunSample.checked(RunSample.instance())
        let elsewhere = PlanningLease(county: Sample.code("341321"), validTo: Sample.morning + .hours(1))
        let over = PlanningLease(county: Sample.county, validTo: Sample.morning)
        for lease in [elsewhere, over] {
            #expect(throws: RunRefusal.leaseMissing(Sample.county)) {
                try Run.plan(id: RunSample.id, checked, under: lease, at: Sample.morning)
            }
        }
    }

    @Test("sets out only with its driver and vehicle, both free, and its compartments within their bands")
    func startGuards() throws {
        let run = try RunSample.planned()
        func start(
            by driver: UUIDv7 = RunSample.driver, showing readings: [CompartmentReading] = RunSample.cold,
            beside others: [Run] = []
        ) throws {
            var copy = run
            _ = try copy.start(
                by: driver, with: RunSample.vehicle, showing: readings, beside: others, at: Sample.morning)
        }
        #expect(throws: RunRefusal.notTheDriver(Sample.id(1))) { try start(by: Sample.id(1)) }
        #expect(throws: RunRefusal.compartmentUnread(2)) { try start(showing: []) }
        let warm = CompartmentReading(compartment: 2, temperature: 61)
        #expect(throws: RunRefusal.compartmentOutOfBand(2, temperature: 61)) { try start(showing: [warm]) }
        var other = try Run.plan(
            id: Sample.id(901), RunSample.checked(RunSample.instance()), under: RunSample.lease, at: Sample.morning
        ).0
        try start(beside: [other])
        try RunSample.start(&other)
        #expect(throws: RunRefusal.driverNotFree(on: Sample.id(901))) { try start(beside: [other]) }
    }

    @Test("knows what is on board from what its driver says")
    func onBoard() throws {
        var run = try RunSample.run(in: .underWay)
        _ = try run.heed(RunSample.command(1, stop: 1, minute: 60, .serve(loaded: [Sample.id(1000)], unloaded: [])))
        #expect(run.onBoard == [Sample.id(1000): 2])
        #expect(run.awaited == [Sample.id(1002)])
    }

    @Test("does not end with stops open or goods on board, and adds up what it came to")
    func end() throws {
        var run = try RunSample.run(in: .underWay)
        #expect(throws: RunRefusal.stopsOpen([1, 2, 3])) { try run.end(handingIn: [], at: Sample.morning) }
        _ = try run.heed(RunSample.command(1, stop: 1, minute: 60, .serve(loaded: RunSample.atFirst, unloaded: [])))
        _ = try run.heed(RunSample.command(2, stop: 2, minute: 90, .fail(.road)))
        _ = try run.heed(RunSample.command(3, stop: 3, minute: 150, .serve(loaded: [], unloaded: [Sample.id(1000)])))
        let left = Sample.id(1001)
        #expect(throws: RunRefusal.goodsOnBoard([left])) { try run.end(handingIn: [], at: Sample.morning) }
        let metres = run.stops.reduce(run.returnMetres) { $0 + $1.metres }
        let facts = try run.end(handingIn: [left], at: Sample.morning + .hours(4))
        #expect(
            facts == [
                .completed(RunTotals(metres: metres, loadFactor: run.loadFactor, served: 2, failed: 1))
            ])
        #expect(run.onBoard.isEmpty)
    }

    @Test("keeps what was executed when it is planned anew, and refuses a plan from before that")
    func executedStopsStay() throws {
        var run = try RunSample.run(in: .underWay)
        var instance = RunSample.instance()
        let early = run.progress(at: Sample.luodian, freeFrom: Sample.morning + .hours(1))
        instance.vehicles = []
        instance.addVehicle(50, progress: early)
        let stale = try RunSample.checked(instance)
        _ = try run.heed(RunSample.command(1, stop: 1, minute: 60, .serve(loaded: RunSample.atFirst, unloaded: [])))
        _ = try run.heed(RunSample.command(2, stop: 2, minute: 90, .arrive))
        let settled = Array(run.stops.prefix(2))
        #expect(throws: RunRefusal.planIsStale(1)) {
            try run.replan(stale, under: RunSample.lease, at: Sample.morning + .hours(2))
        }
        let facts = try run.replan(
            RunSample.checked(toHubOnly(of: run)), under: RunSample.lease, at: Sample.morning + .hours(2))
        #expect(Array(run.stops.prefix(2)) == settled)
        #expect(run.stops.count == 3)
        #expect(facts == [.planned(plan: 2)])
    }

    @Test("releases what a new plan leaves to others, and keeps the numbers of stops that stay")
    func releases() throws {
        var run = try RunSample.run(in: .underWay)
        var instance = RunSample.instance()
        instance.requests.removeAll { $0.consignmentID == Sample.id(1002) }
        instance.vehicles = []
        instance.addVehicle(50, progress: run.progress(at: Sample.luodian, freeFrom: Sample.morning + .hours(1)))
        let facts = try run.replan(
            RunSample.checked(instance), under: RunSample.lease, at: Sample.morning + .minutes(50))
        #expect(facts == [.planned(plan: 2), .released([Sample.id(1002)])])
        #expect(run.stops.map(\.number) == [1, 3])
        #expect(run.droppedStops.map(\.stop.number) == [2])
    }

    @Test("broken down, is over when all its goods have left for another vehicle")
    func rescued() throws {
        var run = try RunSample.run(in: .underWay)
        _ = try run.heed(RunSample.command(1, stop: 1, minute: 60, .serve(loaded: RunSample.atFirst, unloaded: [])))
        _ = try run.breakDown(at: Sample.luodian, at: Sample.morning + .hours(2))
        let now = Sample.morning + .hours(3)
        #expect(try run.handOver([Sample.id(1000)], at: now) == [.handedOver([Sample.id(1000)])])
        #expect(run.state == .interrupted)
        let facts = try run.handOver([Sample.id(1001)], at: now)
        #expect(facts.prefix(2) == [.handedOver([Sample.id(1001)]), .released([Sample.id(1002)])])
        #expect(run.state == .ended)
        #expect(throws: RunRefusal.notInState(.ended)) { try run.handOver([], at: now) }
    }

    /// What is left to do after two stops: the goods on board go to the hub.
    private func toHubOnly(of run: Run) -> PlanningInstance {
        var instance = RunSample.instance()
        instance.requests = instance.requests.prefix(2).map { request in
            TransportRequest(
                consignmentID: request.consignmentID, origin: .onBoard(shiftID: run.shift.id, compartment: 2),
                destinationID: request.destinationID, load: request.load, band: request.band, pickUp: request.pickUp,
                dropOff: request.dropOff, priority: 0, direction: .up)
        }
        instance.vehicles = []
        let position = Sample.point(east: 12_000, north: -3000)
        instance.addVehicle(50, progress: run.progress(at: position, freeFrom: Sample.morning + .hours(2)))
        return instance
    }
}
