import Delivery
import LogisticsEvents
import LogisticsService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

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
            _ = try await act(depot, by: run.driverID.description, at: run.endsAt) {
                try await $0.reportTemperatures(report, $1, in: $2)
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
}
