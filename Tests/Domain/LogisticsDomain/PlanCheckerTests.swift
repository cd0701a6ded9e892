import LogisticsDomain
import Testing
import Vocabulary

@Suite("The plan checker")
struct PlanCheckerTests {
    @Test("finds each planted fault by name", arguments: PlantedFault.all)
    func plantedFault(_ planted: PlantedFault) throws {
        var plan = RoutePlanner().plan(try PlanningInstance.threeVillages().problem())
        var instance = PlanningInstance.threeVillages()
        planted.plant(&plan, &instance)
        let problem = try instance.problem()
        let verdict = #expect(throws: UnsoundPlan.self) { try PlanChecker().check(plan, against: problem) }
        #expect(try #require(verdict).faults.contains(planted.fault), "found \(String(describing: verdict?.faults))")
    }

    @Test("accepts the plan that the faults were planted in")
    func sound() throws {
        let problem = try PlanningInstance.threeVillages().problem()
        let plan = RoutePlanner().plan(problem)
        #expect(try PlanChecker().check(plan, against: problem).runs.map(\.planned) == plan.runs)
    }

    @Test("refuses any plan of a day at random that was disturbed by a single minute", arguments: UInt64(1)...40)
    func disturbed(seed: UInt64) throws {
        let problem = try PlanningInstance.random(seed: seed).problem()
        var plan = RoutePlanner().plan(problem)
        guard let run = plan.runs.firstIndex(where: { $0.stops.count > 1 }) else { return }
        plan.runs[run].stops[1].arrive = plan.runs[run].stops[1].arrive - .minutes(1)
        let shift = plan.runs[run].shiftID
        let verdict = #expect(throws: UnsoundPlan.self, "seed \(seed)") {
            try PlanChecker().check(plan, against: problem)
        }
        #expect(verdict?.faults == [.arrivesTooSoon(shift: shift, stop: 1)], "seed \(seed)")
    }

    @Test("refuses goods on board that are put off by another vehicle")
    func putOffByAnother() throws {
        var instance = PlanningInstance.threeVillages()
        instance.addVehicle(60)
        let plan = RoutePlanner().plan(try instance.problem())
        let request = instance.requests[0]
        instance.requests[0] = TransportRequest(
            consignmentID: request.consignmentID, origin: .onBoard(shiftID: Sample.id(61), compartment: 2),
            destinationID: request.destinationID, load: request.load, band: request.band, pickUp: request.pickUp,
            dropOff: request.dropOff, priority: 0, direction: .up)
        let problem = try instance.problem()
        let verdict = #expect(throws: UnsoundPlan.self) { try PlanChecker().check(plan, against: problem) }
        #expect(try #require(verdict).faults.contains(.loadedElsewhere(request.consignmentID)))
    }
}

/// A fault put into the sound plan of ``PlanningInstance/threeVillages()``: a round of stops 0, 1 and 2 at villages,
/// and stop 3 at the hub.
struct PlantedFault: Sendable, CustomTestStringConvertible {
    let fault: PlanFault
    let plant: @Sendable (inout RoutePlan, inout PlanningInstance) -> Void

    var testDescription: String { String(describing: fault) }

    private static let shift = Sample.id(51)
    /// The planner's answer that the faults are planted in.
    private static let plan = (try? PlanningInstance.threeVillages().problem()).map { RoutePlanner().plan($0) }
    private static let firstLoaded = plan?.runs[0].stops[0].loads[0].consignmentID ?? Sample.id(0)

    static let all = ways + times + goods + bookkeeping

    private static let ways = [
        PlantedFault(fault: .unknownShift(Sample.id(99))) { plan, _ in plan.runs[0].shiftID = Sample.id(99) },
        PlantedFault(fault: .shiftTwice(shift)) { plan, _ in plan.runs.append(plan.runs[0]) },
        PlantedFault(fault: .unknownPlace(shift: shift, stop: 1)) { plan, _ in
            plan.runs[0].stops[1].placeID = Sample.id(77)
        },
        PlantedFault(fault: .arrivesTooSoon(shift: shift, stop: 0)) { plan, _ in
            plan.runs[0].startsAt = plan.runs[0].startsAt + .milliseconds(1)
        },
        PlantedFault(fault: .returnsTooSoon(shift)) { plan, _ in
            plan.runs[0].endsAt = plan.runs[0].endsAt - .milliseconds(1)
        },
        PlantedFault(fault: .metresMisstated(shift: shift, stop: 2)) { plan, _ in plan.runs[0].stops[2].metres -= 1 },
        PlantedFault(fault: .returnMetresMisstated(shift)) { plan, _ in plan.runs[0].returnMetres += 1 },
    ]

    private static let times = [
        PlantedFault(fault: .startsTooEarly(shift)) { plan, _ in
            plan.runs[0].startsAt = Sample.morning - .milliseconds(1)
        },
        PlantedFault(fault: .endsTooLate(shift)) { _, instance in
            instance.vehicles = []
            instance.addVehicle(50, hours: Sample.hours(0, 1))
        },
        PlantedFault(fault: .standsTooShort(shift: shift, stop: 0)) { plan, _ in
            plan.runs[0].stops[0].depart = plan.runs[0].stops[0].depart - .milliseconds(1)
        },
        PlantedFault(fault: .standsTooShort(shift: shift, stop: 3)) { _, instance in
            instance.handling = HandlingTime(perStop: .minutes(5), perConsignment: .seconds(11))
        },
        PlantedFault(fault: .closed(shift: shift, stop: 3)) { _, instance in
            instance.places[0] = Place(
                id: PlanningInstance.hub, coordinate: Sample.luodian,
                openings: [Sample.hours(0, 1), Sample.hours(5, 9)])
        },
        PlantedFault(fault: .loadedOutOfTime(firstLoaded)) { _, instance in
            instance.changeTimes(of: firstLoaded, pickUp: Sample.hours(3, 12), dropOff: Sample.hours(0, 24))
        },
        PlantedFault(fault: .unloadedOutOfTime(firstLoaded)) { _, instance in
            instance.changeTimes(of: firstLoaded, pickUp: Sample.hours(0, 12), dropOff: Sample.hours(0, 1))
        },
    ]

    private static let goods = [
        PlantedFault(fault: .overloaded(shift: shift, stop: 2)) { _, instance in
            instance.vehicles[0] = instance.vehicles[0].limited(to: Load(grams: 89_999, millilitres: 1_000_000))
        },
        PlantedFault(fault: .overloaded(shift: shift, stop: 2)) { _, instance in
            instance.vehicles[0] = instance.vehicles[0].limited(to: Load(grams: 1_000_000, millilitres: 179_999))
        },
        PlantedFault(fault: .compartmentOverloaded(shift: shift, stop: 2, compartment: 2)) { _, instance in
            instance.vehicles = []
            instance.addVehicle(50, grams: 89_998)
        },
        PlantedFault(fault: .unknownCompartment(shift: shift, stop: 0, compartment: 9)) { plan, _ in
            plan.runs[0].stops[0].loads[0].compartment = 9
        },
        PlantedFault(fault: .wrongBand(Sample.id(1000))) { plan, _ in
            plan.move(Sample.id(1000), intoCompartment: 1)
        },
        PlantedFault(fault: .loadedElsewhere(firstLoaded)) { plan, _ in
            let loading = plan.runs[0].stops[0].loads.removeFirst()
            plan.runs[0].stops[1].loads.append(loading)
        },
        PlantedFault(fault: .unloadedElsewhere(firstLoaded)) { plan, _ in
            plan.runs[0].stops[3].unloads.removeAll { $0 == firstLoaded }
            plan.runs[0].stops[2].unloads.append(firstLoaded)
        },
        PlantedFault(fault: .notOnBoard(firstLoaded)) { plan, _ in plan.runs[0].stops[0].loads.removeFirst() },
        PlantedFault(fault: .notOnBoard(firstLoaded)) { plan, _ in
            plan.runs[0].stops[3].unloads.removeAll { $0 == firstLoaded }
            plan.runs[0].stops[0].unloads.append(firstLoaded)
        },
        PlantedFault(fault: .neverUnloaded(firstLoaded)) { plan, _ in
            plan.runs[0].stops[3].unloads.removeAll { $0 == firstLoaded }
        },
    ]

    private static let bookkeeping = [
        PlantedFault(fault: .unknownConsignment(Sample.id(5))) { plan, _ in
            plan.runs[0].stops[0].loads.append(Loading(consignmentID: Sample.id(5), compartment: 1))
        },
        PlantedFault(fault: .unknownConsignment(Sample.id(5))) { plan, _ in
            plan.leftOut.append(LeftOut(consignmentID: Sample.id(5), reason: .noVehicle))
        },
        PlantedFault(fault: .servedTwice(firstLoaded)) { plan, _ in
            plan.runs[0].stops[0].loads.append(Loading(consignmentID: firstLoaded, compartment: 2))
        },
        PlantedFault(fault: .servedTwice(firstLoaded)) { plan, _ in
            plan.leftOut.append(LeftOut(consignmentID: firstLoaded, reason: .noVehicle))
        },
        PlantedFault(fault: .forgotten(Sample.id(3000))) { _, instance in instance.addRequest(3000, from: 2) },
        PlantedFault(fault: .listTooLong(shift: shift, stop: 3)) { plan, _ in
            plan.runs[0].stops[3].unloads = Array(repeating: firstLoaded, count: PlannedStop.longestList + 1)
        },
    ]
}

extension PlanningInstance {
    fileprivate mutating func changeTimes(of id: UUIDv7, pickUp: TimeWindow, dropOff: TimeWindow) {
        requests = requests.map { request in
            guard request.consignmentID == id else { return request }
            return TransportRequest(
                consignmentID: id, origin: request.origin, destinationID: request.destinationID, load: request.load,
                band: request.band, pickUp: pickUp, dropOff: dropOff, priority: 0, direction: request.direction)
        }
    }
}

extension AvailableVehicle {
    fileprivate func limited(to capacity: Load) -> AvailableVehicle {
        AvailableVehicle(
            vehicle: Vehicle(
                id: vehicle.id, county: vehicle.county, capacity: capacity, compartments: vehicle.compartments),
            shift: shift)
    }
}

extension RoutePlan {
    fileprivate mutating func move(_ id: UUIDv7, intoCompartment compartment: Int32) {
        for stop in runs[0].stops.indices {
            for load in runs[0].stops[stop].loads.indices where runs[0].stops[stop].loads[load].consignmentID == id {
                runs[0].stops[stop].loads[load].compartment = compartment
            }
        }
    }
}
