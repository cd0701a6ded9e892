import LogisticsDomain
import Testing
import Vocabulary

/// Runs in every state, with three stops: one at village 2 that loads consignments 1000 and 1001, one at village 3 that
/// loads 1002, and one at the hub that unloads them all.
enum RunSample {
    static let id = Sample.id(900)
    static let driver = Sample.id(52)
    static let vehicle = Vehicle(
        id: Sample.id(50), county: Sample.county, capacity: Load(grams: 800_000, millilitres: 1_600_000),
        compartments: [
            Compartment(number: 1, capacity: Load(grams: 400_000, millilitres: 800_000), band: nil),
            Compartment(number: 2, capacity: Load(grams: 400_000, millilitres: 800_000), band: Sample.chilledStore),
        ])
    static let lease = PlanningLease(county: Sample.county, validTo: Sample.morning + .hours(24))
    static let cold = [CompartmentReading(compartment: 2, temperature: 40)]
    /// What stops 1, 2 and 3 move.
    static let atFirst = [Sample.id(1000), Sample.id(1001)]
    static let atSecond = [Sample.id(1002)]
    static let all = [Sample.id(1000), Sample.id(1001), Sample.id(1002)]

    static func instance() -> PlanningInstance {
        var instance = PlanningInstance()
        instance.addPlace(1, at: Sample.luodian)
        instance.addPlace(2, at: Sample.point(east: 9000, north: 4000))
        instance.addPlace(3, at: Sample.point(east: 12_000, north: -3000))
        // Village 3 is ready when village 2 must be done, so that there is one order of stops.
        instance.addRequest(1000, from: 2, band: Sample.chilled, pickUp: Sample.hours(0, 6))
        instance.addRequest(1001, from: 2, band: Sample.chilled, pickUp: Sample.hours(0, 6))
        instance.addRequest(1002, from: 3, pickUp: Sample.hours(6, 12))
        instance.addVehicle(50)
        return instance
    }

    /// A proved plan for what an instance asks of its first vehicle.
    static func checked(_ instance: PlanningInstance) throws -> CheckedRun {
        let problem = try instance.problem()
        return try #require(try PlanChecker().check(RoutePlanner().plan(problem), against: problem).runs.first)
    }

    static func planned() throws -> Run {
        try Run.plan(id: id, checked(instance()), under: lease, at: Sample.morning).0
    }

    static func run(in state: RunState) throws -> Run {
        var run = try planned()
        switch state {
        case .planned: break
        case .cancelled: _ = try run.cancel()
        case .underWay: try start(&run)
        case .interrupted:
            try start(&run)
            _ = try run.breakDown(at: Sample.luodian, at: Sample.morning + .hours(3))
        case .ended:
            try start(&run)
            try serveAll(&run)
            _ = try run.end(handingIn: [], at: Sample.morning + .hours(5))
        }
        return run
    }

    static func start(_ run: inout Run) throws {
        _ = try run.start(by: driver, with: vehicle, showing: cold, beside: [], at: Sample.morning + .minutes(10))
    }

    static func serveAll(_ run: inout Run) throws {
        _ = try run.heed(command(1, stop: 1, minute: 60, .serve(loaded: atFirst, unloaded: [])))
        _ = try run.heed(command(2, stop: 2, minute: 120, .serve(loaded: atSecond, unloaded: [])))
        _ = try run.heed(command(3, stop: 3, minute: 180, .serve(loaded: [], unloaded: all)))
    }

    static func command(_ number: Int, stop: Int32, minute: Int64, _ act: DriverAct) -> DriverCommand {
        DriverCommand(
            id: Sample.id(7000 + number), driverID: driver, at: Sample.morning + .minutes(minute), stop: stop, act: act)
    }
}

extension [RunFact] {
    /// What was done at the stop that one of the facts speaks of.
    var visit: StopVisit? {
        for fact in self {
            switch fact {
            case .served(let visit), .stopFailed(let visit, _): return visit
            default: continue
            }
        }
        return nil
    }
}
