import LogisticsEvents
import LogisticsService
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Planning", .enabled(if: LiveServers.arePresent))
struct PlanningTests {
    @Test("No compartment is loaded beyond what it holds: what is more is fetched by another trip")
    func capacity() async throws {
        try await Depot.with { depot in
            // The cooled compartment holds 2,000 kg; each of these weighs 864.
            let orders = try await depot.accept(5, grams: 800_000)
            try await depot.rosterTruck()
            let run = try await depot.planOne()
            for stop in run.stops { #expect(stop.loads.count <= 2) }
            #expect(run.stops.flatMap(\.loads).count == 5)
            try await depot.start(run)
            try await depot.say(depot.sayings(of: run, orders), of: run)
            _ = try await depot.end(run)
            for order in orders { #expect(try await depot.state(of: order) == "at-hub") }
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("Nothing is collected before it is ready, nor while the station is closed, nor outside the shift")
    func windows() async throws {
        try await Depot.with { depot in
            _ = try await depot.accept(2)
            try await depot.rosterTruck(from: Region.noon - .hours(6), hours: 10)
            let early = try await depot.planOne(at: Region.noon)
            let stop = try #require(early.stops.first)
            #expect(stop.depart >= Region.noon + .hours(1) + .minutes(10))
            #expect(early.endsAt <= Region.noon + .hours(4))
            _ = try await depot.region.act { try await $0.cancelRun(early.runID, $1, in: $2) }

            // The station closes at 20:00 and opens at 08:00.
            let night = Region.at("2019-07-07T21:00:00+08:00")
            try await depot.rosterTruck(from: night, hours: 16)
            let late = try await depot.planOne(at: night)
            #expect(try #require(late.stops.first).depart >= Depot.morning + .minutes(10))
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("What no shift can take is left where it is, and the plan says why")
    func leftOut() async throws {
        try await Depot.with { depot in
            _ = try await depot.accept(2)
            let idle = try await depot.plan()
            #expect(idle.runs == [])
            #expect(idle.leftOut.map(\.reason) == ["no-vehicle"])

            // Each of these fills the compartment, and within the hour there is time for one round.
            _ = try await depot.accept(3, grams: 1_800_000)
            try await depot.rosterTruck(hours: 1)
            let answer = try await depot.plan()
            #expect(answer.runs.count == 1)
            #expect(answer.leftOut.reduce(0) { $0 + $1.count } + answer.planned == 5)
            let left = Set(answer.leftOut.flatMap(\.consignments))
            #expect(!left.isEmpty)
            let told = try #require(try await depot.region.schema.told(RunPlanned.self).last)
            #expect(Set(told.leftOut.map(\.consignmentID)) == left)
            #expect(told.leftOut.allSatisfy { $0.reason == "no-vehicle" })
        }
    }

    @Test("Two planners of a county take turns, so that each consignment and each shift is planned once")
    func turns() async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(8)
            try await depot.rosterTruck()
            async let first = depot.plan()
            async let second = depot.plan()
            let answers = try await [first, second]
            #expect(answers.map(\.planned).sorted() == [0, 8])
            for order in orders { #expect(try await depot.state(of: order) == "planned") }
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("A cancelled run's goods wait for another, which its shift is free for again")
    func cancelled() async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(2)
            try await depot.rosterTruck()
            let run = try await depot.planOne()
            let cancelled = try await depot.region.act(at: Depot.morning) {
                try await $0.cancelRun(run.runID, $1, in: $2)
            }
            #expect(cancelled.state == "cancelled")
            for order in orders { #expect(try await depot.state(of: order) == "accepted") }
            #expect(try await depot.region.schema.told(RunCancelled.self).map(\.run.runID) == [run.runID])
            let again = try await depot.planOne()
            #expect(again.shiftID == run.shiftID && again.runID != run.runID)
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("A planned run takes up what has come since, by another plan")
    func newGoods() async throws {
        try await Depot.with { depot in
            _ = try await depot.accept(2)
            try await depot.rosterTruck(from: Depot.morning + .hours(1))
            let run = try await depot.planOne()
            let more = try await depot.accept(3)
            let again = try await depot.replan(run, at: Depot.morning + .minutes(5))
            #expect(again.plan == 2)
            #expect(again.stops.map(\.stop) == run.stops.map(\.stop))
            #expect(again.stops.first?.loads.count == 5)
            for order in more { #expect(try await depot.state(of: order) == "planned") }
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("No vehicle and no driver has two shifts at once, and a shift begins at a hub or depot")
    func shifts() async throws {
        try await Depot.with { depot in
            try await depot.rosterTruck()
            let taken = await #expect(throws: (any Error).self) { try await depot.rosterTruck(driver: .make()) }
            #expect((taken as? any Refused)?.code == "vehicle-taken")
            let busy = await #expect(throws: (any Error).self) {
                try await depot.roster(depot.van, depot.driver, depot.region.depot, Depot.morning, 4)
            }
            #expect((busy as? any Refused)?.code == "driver-taken")
            let astray = await #expect(throws: (any Error).self) {
                try await depot.roster(depot.van, .make(), depot.region.station, Depot.morning, 4)
            }
            #expect((astray as? any Refused)?.code == "base-is-no-hub")
        }
    }
}
