import LogisticsDomain
import Testing
import Vocabulary

@Suite("The fleet")
struct FleetTests {
    private let load = Load(grams: 1, millilitres: 1)

    @Test("takes vehicles with compartments of their own numbers and some capacity")
    func register() throws {
        func register(_ county: String = "522728", _ compartments: [Compartment]) throws -> Vehicle {
            try Vehicle.register(
                id: Sample.id(50), county: Sample.code(county), capacity: load, compartments: compartments)
        }
        let one = Compartment(number: 1, capacity: load, band: nil)
        #expect(try register("522728", [one]).compartment(1) == one)
        #expect(throws: FleetRefusal.countyExpected(Sample.township)) { try register("522728101", [one]) }
        #expect(throws: FleetRefusal.noCompartment) { try register("522728", []) }
        #expect(throws: FleetRefusal.compartmentNumberTwice) { try register("522728", [one, one]) }
        let empty = Compartment(number: 2, capacity: Load(grams: 1, millilitres: 0), band: nil)
        #expect(throws: FleetRefusal.noCapacity) { try register("522728", [one, empty]) }
    }

    @Test("gives a driver and a vehicle one shift at a time, from an open hub")
    func roster() throws {
        func roster(
            driver: UUIDv7 = Sample.id(8), vehicle: Vehicle = RunSample.vehicle,
            base: Site = ConsignmentSample.hubSite, _ hours: TimeWindow = Sample.hours(0, 8),
            beside others: [Shift] = []
        ) throws -> Shift {
            try Shift.roster(
                id: Sample.id(7), vehicle: vehicle, driverID: driver, base: base, hours: hours, beside: others)
        }
        let first = try roster()
        let otherVehicle = Vehicle(
            id: Sample.id(55), county: Sample.county, capacity: load, compartments: RunSample.vehicle.compartments)
        #expect(throws: FleetRefusal.vehicleTaken(by: first.id)) {
            try roster(driver: Sample.id(9), Sample.hours(7, 12), beside: [first])
        }
        #expect(throws: FleetRefusal.driverTaken(by: first.id)) {
            try roster(vehicle: otherVehicle, Sample.hours(7, 12), beside: [first])
        }
        #expect(try roster(Sample.hours(8, 12), beside: [first]).hours == Sample.hours(8, 12))
        let station = ConsignmentSample.site(2, kind: .station, roles: [.collection], hub: Sample.id(1))
        #expect(throws: FleetRefusal.baseIsNoHub(station.id)) { try roster(base: station) }
    }
}

@Suite("A lane")
struct LaneTests {
    @Test("promises on plan the round, the sorting and the road, and a quarter more for one way in ten")
    func planned() throws {
        let lane = try plan()
        let road = Sample.travel.minutes(
            from: ConsignmentSample.hubSite.profile.coordinate, to: Sample.point(east: 400_000, north: 0))
        #expect(lane.transit.median == 240 + 60 + road)
        #expect(lane.transit.ninetieth == (lane.transit.median * 5 + 3) / 4)
        #expect(lane.basis == .planned)
        #expect(lane.origin == Sample.county)
        #expect(lane.keeps(Sample.chilled))
    }

    @Test("is refused by the name of the rule that it breaks")
    func refusals() {
        let station = ConsignmentSample.site(2, kind: .station, roles: [], hub: Sample.id(1))
        #expect(throws: LaneRefusal.hubExpected(station.id)) { try plan(from: station) }
        #expect(throws: LaneRefusal.cityExpected(Sample.township)) { try plan(to: Sample.township) }
        let frozen = Band(minimum: -250, maximum: -180, allowedMinutes: 0)
        #expect(throws: LaneRefusal.hubKeepsNoSuchBand(ConsignmentSample.hub)) { try plan(band: frozen) }
        #expect(throws: LaneRefusal.endsBeforeCutOff) { try plan(validTo: Sample.morning) }
    }

    private func plan(
        from hub: Site = ConsignmentSample.hubSite, to city: DivisionCode = Sample.code("110101"),
        band: Band? = Sample.chilled, validTo: Instant = Sample.morning + .hours(24)
    ) throws -> Lane {
        try Lane.planned(
            id: Sample.id(90), from: hub, to: city, at: Sample.point(east: 400_000, north: 0), over: nil, band: band,
            collection: 240, sorting: 60, fenPerKilogram: 250, cutOff: Sample.morning, validTo: validTo,
            by: Sample.travel)
    }
}
