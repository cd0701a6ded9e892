import Delivery
import LogisticsEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@testable import LogisticsService

@Suite("Whose a run is", .enabled(if: LiveServers.arePresent))
struct OwnRunsTests {
    private func act<Value>(
        _ depot: Depot, by driver: String, at now: Instant = Depot.morning,
        _ command: (LogisticsService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        let caller = Caller(driver, as: .driver, within: Scope(county: Depot.luodian))
        let context = CommandContext(by: caller, now: now)
        let schema = depot.region.schema
        return try await schema.workbench.perform { try await command(schema.service, context, $0) }
    }

    @Test("to other drivers it is not there, whatever is to be said of it; its own drives it")
    func ownOnly() async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(1)
            try await depot.rosterTruck()
            let run = try await depot.planOne()
            let (id, position) = (run.runID, Position(longitude: 1_067_480_000, latitude: 254_290_000))
            let start = StartRunRequest(driverID: run.driverID, readings: [.init(compartment: 2, temperature: 40)])
            let said = DriverReport(driverID: run.driverID, commands: depot.sayings(of: run, orders))
            let transfer = TransferRequest(toRun: id, position: position, otherPosition: position)
            for stranger in [depot.vanDriver.description, "li.driver"] {
                let notThere = Problem.notFound("run \(id)")
                await #expect(throws: notThere) {
                    try await act(depot, by: stranger) { try await $0.startRun(id, start, $1, in: $2) }
                }
                await #expect(throws: notThere) {
                    try await act(depot, by: stranger) { try await $0.heedDriver(of: id, said, $1, in: $2) }
                }
                await #expect(throws: notThere) {
                    try await act(depot, by: stranger) { try await $0.breakDownRun(id, at: position, $1, in: $2) }
                }
                await #expect(throws: notThere) {
                    try await act(depot, by: stranger) { try await $0.transferGoods(of: id, transfer, $1, in: $2) }
                }
                await #expect(throws: notThere) {
                    try await act(depot, by: stranger) { try await $0.endRun(id, $1, in: $2) }
                }
            }
            let own = run.driverID.description
            _ = try await act(depot, by: own, at: run.startsAt) { try await $0.startRun(id, start, $1, in: $2) }
            _ = try await act(depot, by: own, at: run.endsAt) { try await $0.heedDriver(of: id, said, $1, in: $2) }
            let ended = try await act(depot, by: own, at: run.endsAt) { try await $0.endRun(id, $1, in: $2) }
            #expect(ended.state == "ended")
        }
    }

    @Test("a thermometer on board speaks of its driver's runs alone")
    func temperatures() async throws {
        try await Depot.with { depot in
            let (_, run) = try await depot.setOut(1)
            let report = TemperatureReport(readings: [
                .init(space: .compartment(runID: run.runID, number: 2), at: run.startsAt + .minutes(5), temperature: 40)
            ])
            let refusal = await #expect(throws: Problem.self) {
                try await act(depot, by: depot.vanDriver.description, at: run.endsAt) {
                    try await $0.reportTemperatures(report, $1, in: $2)
                }
            }
            #expect(refusal?.code == "space-unknown")
            let stored = await #expect(throws: Problem.self) {
                try await act(depot, by: run.driverID.description, at: run.endsAt) {
                    try await $0.reportTemperatures(depot.storeReport(at: run.startsAt), $1, in: $2)
                }
            }
            #expect(stored?.code == "space-unknown")
            _ = try await act(depot, by: run.driverID.description, at: run.endsAt) {
                try await $0.reportTemperatures(report, $1, in: $2)
            }
        }
    }

    @Test("a thermometer in a store speaks for a clerk of its county alone, and of no vehicle")
    func stores() async throws {
        try await Depot.with { depot in
            let (_, run) = try await depot.setOut(1)
            let onBoard = TemperatureReport(readings: [
                .init(space: .compartment(runID: run.runID, number: 2), at: run.startsAt + .minutes(5), temperature: 40)
            ])
            let attempts = [
                (Depot.luodian, depot.storeReport(at: run.startsAt), true),
                (Depot.guiyang, depot.storeReport(at: run.startsAt), false), (Depot.luodian, onBoard, false),
            ]
            for (county, report, isTaken) in attempts {
                let clerk = Caller("wei.counter", as: .stationClerk, within: Scope(county: county))
                let schema = depot.region.schema
                let context = CommandContext(by: clerk, now: run.endsAt)
                var refusal: Problem?
                do {
                    _ = try await schema.workbench.perform {
                        try await schema.service.reportTemperatures(report, context, in: $0)
                    }
                } catch let problem as Problem {
                    refusal = problem
                }
                #expect(refusal?.code == (isTaken ? nil : "space-unknown"), "\(county)")
            }
        }
    }

    @Test("lists show drivers their own runs and shifts")
    func lists() async throws {
        try await Depot.with { depot in
            let (_, run) = try await depot.setOut(1)
            let page = try #require(Page())
            for (driver, count) in [(run.driverID, 1), (depot.vanDriver, 0)] {
                let runs = try await depot.region.read {
                    try await $0.runs(of: nil, in: nil, drivenBy: "\(driver)", page, in: $1)
                }.runs
                #expect(runs.count == count)
                let shifts = try await depot.region.read {
                    try await $0.shifts(of: nil, drivenBy: "\(driver)", page, in: $1)
                }.shifts
                #expect(shifts.count == count)
            }
        }
    }

    @Test("drivers see what their runs carry and whose doors it goes to; clerks, what is of their county or in it")
    func goods() async throws {
        try await Depot.with { depot in
            let (orders, _) = try await depot.setOut(1)
            let (region, carried, page) = (depot.region, orders[0].consignment, try #require(Page()))
            let clerk = { Caller("wei.counter", as: .stationClerk, within: Scope(county: $0)) }
            let callers = [
                (Caller("\(depot.driver)", as: .driver, within: Scope(county: Depot.luodian)), true),
                (Caller("\(depot.vanDriver)", as: .driver, within: Scope(county: Depot.luodian)), false),
                (Caller("li.driver", as: .driver, within: Scope(county: Depot.luodian)), false),
                (clerk(Depot.luodian), true), (clerk(Depot.guiyang), false),
            ]
            func see(_ caller: Caller, _ isTheirs: Bool) async throws {
                var filter = ConsignmentFilter()
                filter.reach = ConsignmentReach(of: caller)
                let list = try await region.read { try await $0.consignments(filter, page, in: $1) }.consignments
                #expect(list.map(\.consignmentID) == (isTheirs ? [carried] : []), "\(caller)")
                let seesIt = try await region.sees(carried, caller)
                #expect(seesIt == isTheirs, "\(caller)")
            }
            for (caller, isTheirs) in callers {
                try await see(caller, isTheirs)
                let (door, otherDoor) = (
                    try await region.recipient(at: 0, caller), try await region.recipient(at: 1, caller)
                )
                #expect(door == (isTheirs ? "王女士 1" : nil) && otherDoor == nil, "\(caller)")
            }
            // What has come to its end is still seen; where it went is nobody's any more.
            try await region.deliver(try region.teller.envelope(orders[0].withdrawal(grams: orders[0].grams)))
            for (caller, isTheirs) in callers {
                try await see(caller, isTheirs)
                let door = try await region.recipient(at: 0, caller)
                #expect(door == nil, "\(caller)")
            }
        }
    }
}

extension Region {
    /// Whether a consignment is there for somebody.
    fileprivate func sees(_ consignment: UUIDv7, _ caller: Caller) async throws -> Bool {
        try await found { try await $0.expect(consignment: consignment, reachedBy: caller, in: $1) } != nil
    }

    /// Who lives at a door; nil where it is not there for somebody.
    fileprivate func recipient(at door: Int, _ caller: Caller) async throws -> String? {
        try await found {
            try await $0.destination(doors[door], CommandContext(by: caller, now: Depot.morning), in: $1).recipient
        }
    }

    private func found<Value>(
        _ look: (LogisticsService, PostgresTransaction) async throws -> Value
    ) async throws -> Value? {
        do {
            return try await schema.workbench.pool.withTransaction { try await look(schema.service, $0) }
        } catch let problem as Problem where problem.status == 404 {
            return nil
        }
    }
}

extension Depot {
    /// A reading of the hub's store.
    fileprivate func storeReport(at start: Instant) -> TemperatureReport {
        TemperatureReport(readings: [
            .init(space: .store(stationID: region.hub, number: 1), at: start + .minutes(5), temperature: 40)
        ])
    }
}
