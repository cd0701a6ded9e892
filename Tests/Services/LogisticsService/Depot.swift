import Eventing
import LogisticsEvents
import LogisticsService
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

/// A region whose vehicles have drivers: Luodian's from its hub, and a van of Guiyang's depot.
struct Depot: Sendable {
    let region: Region
    /// The van that takes parcels from the depot to the doors.
    let van: UUIDv7
    let driver = UUIDv7.make()
    let vanDriver = UUIDv7.make()

    /// 08:00 of the day after the alleviation day.
    static let morning = Region.at("2019-07-08T08:00:00+08:00")
    /// The counties that the hub and the depot stand in.
    static let luodian = Region.code("522728")
    static let guiyang = Region.code("520102")
    static let photo = String(repeating: "7b", count: 32)

    static func with(_ body: (Depot) async throws -> Void) async throws {
        try await Region.with { region in
            try await body(try await Depot(region))
        }
    }

    private init(_ region: Region) async throws {
        self.region = region
        let cold = Region.cold
        let sheet = VehicleSheet([
            VehicleDescription(
                county: Self.guiyang, grossG: 800_000, volumeMl: 2_000_000,
                compartments: [.init(number: 1, grossG: 800_000, volumeMl: 2_000_000, band: cold)])
        ])
        van = try #require(try await region.act { try await $0.registerVehicles(sheet, $1, in: $2) }.ids.first)
    }

    // MARK: - What dispatchers do

    /// Luodian's truck is driven from its hub.
    @discardableResult
    func rosterTruck(from: Instant = morning, hours: Int64 = 12, driver: UUIDv7? = nil) async throws -> UUIDv7 {
        try await roster(region.vehicle, driver ?? self.driver, region.hub, from, hours)
    }

    /// Guiyang's van is driven from its depot.
    @discardableResult
    func rosterVan(from: Instant, hours: Int64 = 12) async throws -> UUIDv7 {
        try await roster(van, vanDriver, region.depot, from, hours)
    }

    func roster(
        _ vehicle: UUIDv7, _ driver: UUIDv7, _ base: UUIDv7, _ from: Instant, _ hours: Int64
    ) async throws -> UUIDv7 {
        let shift = ShiftDescription(
            vehicleID: vehicle, driverID: driver, baseID: base, from: from, to: from + .hours(hours))
        let list = try await region.act(at: Region.noon) {
            try await $0.rosterShifts(ShiftRequest(shifts: [shift]), $1, in: $2)
        }
        return try #require(list.ids.first)
    }

    /// Orders from the village to doors, accepted.
    func accept(_ count: Int, grams: Int64 = 2_500) async throws -> [ConfirmedOrder] {
        let orders = (0..<count).map { number in
            var order = ConfirmedOrder(from: region.station, to: region.doors[number % region.doors.count])
            order.grams = grams
            return order
        }
        try await region.schema.deliver(
            try orders.map { try region.teller.envelope($0.confirmed(), correlationID: $0.id) })
        return orders
    }

    func plan(_ county: DivisionCode = luodian, at now: Instant = morning) async throws -> PlanAnswer {
        try await region.act(at: now) { try await $0.planRuns(PlanRequest(county: county), $1, in: $2) }
    }

    /// The only run that is planned for a county.
    func planOne(_ county: DivisionCode = luodian, at now: Instant = morning) async throws -> RunDetail {
        let answer = try await plan(county, at: now)
        #expect(answer.leftOut == [])
        #expect(answer.runs.count == 1)
        return try await run(try #require(answer.runs.first).runID)
    }

    func replan(_ run: RunDetail, at now: Instant) async throws -> RunDetail {
        _ = try await region.act(at: now) { try await $0.replanRun(run.runID, ReplanRequest(), $1, in: $2) }
        return try await self.run(run.runID)
    }

    @discardableResult
    func start(_ run: RunDetail) async throws -> RunDetail {
        // The truck's second compartment is cooled, and the van's only one.
        let cooled: Int32 = run.vehicleID == van ? 1 : 2
        let request = StartRunRequest(driverID: run.driverID, readings: [.init(compartment: cooled, temperature: 40)])
        return try await region.act(at: run.startsAt) { try await $0.startRun(run.runID, request, $1, in: $2) }
    }

    /// A truck sets out to fetch some orders.
    func setOut(_ count: Int) async throws -> (orders: [ConfirmedOrder], run: RunDetail) {
        let orders = try await accept(count)
        try await rosterTruck()
        let run = try await planOne()
        try await start(run)
        return (orders, run)
    }

    @discardableResult
    func end(_ run: RunDetail) async throws -> RunDetail {
        try await region.act(at: run.endsAt) { try await $0.endRun(run.runID, $1, in: $2) }
    }

    func run(_ id: UUIDv7) async throws -> RunDetail {
        try await region.read { try await $0.runDetail(id, in: $1) }
    }

    func state(of order: ConfirmedOrder) async throws -> String {
        try await region.detail(order.consignment).summary.state
    }

    // MARK: - What drivers say

    @discardableResult
    func say(_ sayings: [DriverSaying], of run: RunDetail, at now: Instant? = nil) async throws -> HeedAnswer {
        let report = DriverReport(driverID: run.driverID, commands: sayings)
        return try await region.act(at: now ?? run.endsAt) {
            try await $0.heedDriver(of: run.runID, report, $1, in: $2)
        }
    }

    /// Everything that a driver says of a run that goes as it is planned.
    func sayings(of run: RunDetail, _ orders: [ConfirmedOrder]) -> [DriverSaying] {
        run.stops.filter { $0.state == "open" }.flatMap { [arrival(at: $0), service(at: $0, orders)] }
    }

    func arrival(at stop: StopDetail) -> DriverSaying {
        DriverSaying(id: .make(), at: stop.arrive, stop: stop.stop, act: .arrive)
    }

    /// What is said of a stop at which all is as it should be.
    func service(at stop: StopDetail, _ orders: [ConfirmedOrder]) -> DriverSaying {
        var saying = DriverSaying(id: .make(), at: stop.depart, stop: stop.stop, act: .serve)
        saying.loaded = stop.loads.map { id in
            guard stop.placeID == region.station, let order = orders.first(where: { $0.consignment == id }) else {
                return LoadedGoods(consignmentID: id)
            }
            return collection(of: order, grams: order.grams)
        }
        if stop.placeID == region.hub || stop.placeID == region.depot {
            saying.received = stop.unloads.map { ReceivedGoods(consignmentID: $0) }
        } else {
            saying.delivered = stop.unloads.map {
                DeliveredGoods(consignmentID: $0, proofKind: .photo, proof: Self.photo)
            }
        }
        return saying
    }

    func collection(of order: ConfirmedOrder, grams: Int64, short: String? = nil) -> LoadedGoods {
        LoadedGoods(
            consignmentID: order.consignment,
            items: [.init(allocationID: order.allocation, amount: grams, weightG: grams, shortReason: short)],
            proof: Self.photo)
    }

    /// Plans and drives one leg of all that waits in a county, as it is planned.
    @discardableResult
    func carry(
        _ orders: [ConfirmedOrder], in county: DivisionCode = luodian, at now: Instant = morning
    ) async throws -> RunDetail {
        let run = try await planOne(county, at: now)
        try await start(run)
        try await say(sayings(of: run, orders), of: run)
        return try await end(run)
    }
}
