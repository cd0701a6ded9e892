import LogisticsDomain
import Testing
import Vocabulary

@Suite("The route planner")
struct RoutePlannerTests {
    @Test("collects three villages with one van in one round")
    func oneRound() throws {
        let problem = try PlanningInstance.threeVillages().problem()
        let plan = try PlanChecker().check(RoutePlanner().plan(problem), against: problem)
        let run = try #require(plan.runs.first)
        #expect(plan.runs.count == 1)
        #expect(plan.leftOut.isEmpty)
        #expect(run.planned.stops.count == 4)
        #expect(run.planned.stops.last?.placeID == PlanningInstance.hub)
        #expect(run.planned.stops.last?.unloads.count == 30)
        #expect(run.loadFactor.up == 90_000 * 1000 / 800_000)
        #expect(run.loadFactor.down == 0)
    }

    @Test("drives no further than a tenth beyond the shortest round")
    func nearlyShortest() throws {
        let problem = try PlanningInstance.threeVillages().problem()
        let run = try #require(RoutePlanner().plan(problem).runs.first)
        let metres = run.stops.reduce(run.returnMetres) { $0 + $1.metres }
        let shortest = try shortestRound(problem)
        #expect(metres * 10 <= shortest * 11)
    }

    @Test("makes sound plans for days at random, and leaves out only with a reason", arguments: UInt64(1)...120)
    func randomDays(seed: UInt64) throws {
        let problem = try PlanningInstance.random(seed: seed).problem()
        let plan = RoutePlanner().plan(problem)
        #expect(throws: Never.self, "seed \(seed)") { try PlanChecker().check(plan, against: problem) }
    }

    @Test("serves most of what days at random ask for")
    func servesMost() throws {
        var (asked, left) = (0, 0)
        for seed in UInt64(1)...40 {
            let problem = try PlanningInstance.random(seed: seed).problem()
            asked += problem.requests.count
            left +=
                RoutePlanner().plan(problem).leftOut.filter { $0.reason != .tooLate && $0.reason != .tooLarge }.count
        }
        #expect(left * 3 < asked, "\(left) of \(asked) left out")
    }

    @Test("plans the same problem the same way")
    func deterministic() throws {
        let instance = PlanningInstance.random(seed: 7)
        let plan = RoutePlanner().plan(try instance.problem())
        var shuffled = instance
        shuffled.requests.reverse()
        #expect(RoutePlanner().plan(try shuffled.problem()) == plan)
    }

    @Test("says why it leaves goods where they are")
    func reasons() throws {
        var instance = PlanningInstance.threeVillages()
        instance.requests = []
        let frozen = Band(minimum: -250, maximum: -180, allowedMinutes: 0)
        instance.addRequest(1, from: 2, band: frozen)
        instance.addRequest(2, from: 2, grams: 500_000)
        instance.addRequest(
            3, from: 2, pickUp: Sample.hours(0, 12),
            dropOff: TimeWindow(
                from: Sample.morning, to: Sample.morning + .minutes(20)))
        instance.addRequest(4, from: 3, grams: 400_000, pickUp: Sample.hours(2, 4))
        instance.addRequest(5, from: 4, grams: 390_000, pickUp: Sample.hours(2, 4), dropOff: Sample.hours(0, 4))
        let plan = RoutePlanner().plan(try instance.problem())
        let reasons = Dictionary(uniqueKeysWithValues: plan.leftOut.map { ($0.consignmentID, $0.reason) })
        #expect(reasons[Sample.id(1)] == .noBand)
        #expect(reasons[Sample.id(2)] == .tooLarge)
        #expect(reasons[Sample.id(3)] == .tooLate)
    }

    @Test("leaves out what no vehicle has room for, and says so")
    func noVehicle() throws {
        var instance = PlanningInstance.threeVillages()
        instance.requests = []
        for number in 0..<3 {
            instance.addRequest(
                1 + number, from: 2 + number, grams: 400_000, pickUp: Sample.hours(1, 2), dropOff: Sample.hours(0, 3))
        }
        let plan = RoutePlanner().plan(try instance.problem())
        // Two go into the two compartments.
        #expect(plan.leftOut.map(\.reason) == [.noVehicle])
    }

    @Test("leaves everything where it is when no vehicle is free, and says so")
    func noVehicleAtAll() throws {
        var instance = PlanningInstance.threeVillages()
        instance.vehicles = []
        let plan = RoutePlanner().plan(try instance.problem())
        #expect(plan.runs.isEmpty)
        #expect(Set(plan.leftOut.map(\.reason)) == [.noVehicle])
    }

    @Test("goes to the hub twice when a van cannot hold everything at once")
    func severalTrips() throws {
        var instance = PlanningInstance.threeVillages()
        instance.vehicles = []
        instance.addVehicle(50, grams: 60_000)
        let problem = try instance.problem()
        let plan = try PlanChecker().check(RoutePlanner().plan(problem), against: problem)
        let stops = plan.runs.flatMap(\.planned.stops)
        #expect(plan.leftOut.isEmpty)
        #expect(stops.filter { $0.placeID == PlanningInstance.hub }.count > 1)
    }

    @Test("sends no second vehicle where one is enough, and a second one where it is not")
    func fewVehicles() throws {
        var instance = PlanningInstance.threeVillages()
        instance.addVehicle(60)
        #expect(RoutePlanner().plan(try instance.problem()).runs.count == 1)
        instance.requests = instance.requests.map { request in
            TransportRequest(
                consignmentID: request.consignmentID, origin: request.origin, destinationID: request.destinationID,
                load: request.load, band: request.band, pickUp: Sample.hours(2, 3), dropOff: Sample.hours(2, 3),
                priority: 0, direction: .up)
        }
        #expect(RoutePlanner().plan(try instance.problem()).runs.count == 2)
    }

    @Test("takes goods up and goods down on one vehicle")
    func bothWays() throws {
        var instance = PlanningInstance.threeVillages()
        for number in 0..<6 { instance.addRequest(2000 + number, from: 1, to: 2 + number % 3, direction: .down) }
        let problem = try instance.problem()
        let plan = try PlanChecker().check(RoutePlanner().plan(problem), against: problem)
        #expect(plan.runs.count == 1)
        #expect(plan.leftOut.isEmpty)
        #expect(try #require(plan.runs.first).loadFactor.down > 0)
    }

    @Test("plans a vehicle under way from where it is, with the goods that it has on board")
    func underWay() throws {
        var instance = PlanningInstance.threeVillages()
        instance.vehicles = []
        let progress = RunProgress(
            runID: Sample.id(900), plan: 1, settledStops: [1], position: Sample.point(east: 9000, north: 4000),
            freeFrom: Sample.morning + .hours(2))
        instance.addVehicle(50, progress: progress)
        instance.requests[0] = TransportRequest(
            consignmentID: Sample.id(1000), origin: .onBoard(shiftID: Sample.id(51), compartment: 2),
            destinationID: PlanningInstance.hub, load: Load(grams: 3000, millilitres: 6000), band: Sample.chilled,
            pickUp: Sample.hours(0, 1), dropOff: Sample.hours(0, 12), priority: 0, direction: .up)
        let problem = try instance.problem()
        let plan = try PlanChecker().check(RoutePlanner().plan(problem), against: problem)
        let run = try #require(plan.runs.first).planned
        #expect(run.startsAt == progress.freeFrom)
        #expect(run.stops.flatMap(\.unloads).contains(Sample.id(1000)))
        #expect(!run.stops.flatMap(\.loads).map(\.consignmentID).contains(Sample.id(1000)))
    }

    @Test("plans a county's share of the story in one go", .timeLimit(.minutes(1)))
    func story() throws {
        let problem = try PlanningInstance.story().problem()
        let plan = try PlanChecker().check(RoutePlanner().plan(problem), against: problem)
        #expect(plan.leftOut.isEmpty)
        #expect(plan.runs.flatMap(\.planned.stops).flatMap(\.unloads).count == 2000)
    }

    @Test("plans a city's doors one by one", .timeLimit(.minutes(1)))
    func lastMile() throws {
        let problem = try PlanningInstance.lastMile().problem()
        let plan = try PlanChecker().check(RoutePlanner().plan(problem), against: problem)
        #expect(plan.leftOut.isEmpty)
        #expect(plan.runs.flatMap(\.planned.stops).flatMap(\.unloads).count == 100)
        #expect(plan.runs.count <= 3)
    }

    /// The shortest round over all places, by trying every order.
    private func shortestRound(_ problem: PlanningProblem) throws -> Int64 {
        let hub = try #require(problem.places[PlanningInstance.hub])
        func shortest(from place: Place, through rest: [Place]) -> Int64 {
            guard !rest.isEmpty else { return problem.travel.metres(from: place.coordinate, to: hub.coordinate) }
            return rest.map { next in
                problem.travel.metres(from: place.coordinate, to: next.coordinate)
                    + shortest(from: next, through: rest.filter { $0.id != next.id })
            }.min() ?? 0
        }
        return shortest(from: hub, through: problem.places.values.filter { $0.id != hub.id })
    }
}
