import LogisticsEvents
import LogisticsService
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Runs", .enabled(if: LiveServers.arePresent))
struct RunTests {
    @Test("Goods go from the village's station over hub and depot to the buyers' doors, leg by leg")
    func wholeWay() async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(6)
            try await depot.rosterTruck(hours: 4)
            let round = try await depot.carry(orders)
            #expect(round.state == "ended")
            for order in orders { #expect(try await depot.state(of: order) == "at-hub") }

            let noon = Depot.morning + .hours(5)
            try await depot.rosterTruck(from: noon)
            let onward = try await depot.carry(orders, at: noon)
            #expect(onward.stops.map(\.placeID) == [depot.region.hub, depot.region.depot])

            let tomorrow = Depot.morning + .days(1)
            try await depot.rosterVan(from: tomorrow)
            let lastMile = try await depot.carry(orders, in: Depot.guiyang, at: tomorrow)
            #expect(Set(lastMile.stops.map(\.placeID)) == Set(depot.region.doors + [depot.region.depot]))
            for order in orders { #expect(try await depot.state(of: order) == "delivered") }

            let schema = depot.region.schema
            let collected = try await schema.told(ConsignmentCollected.self)
            #expect(Set(collected.map(\.consignmentID)) == Set(orders.map(\.consignment)))
            #expect(collected.allSatisfy { $0.items.map(\.collected) == [.grams(2_500)] && $0.runID == round.runID })
            let delivered = try await schema.told(ConsignmentDelivered.self)
            #expect(Set(delivered.map(\.orderID)) == Set(orders.map(\.id)))
            let completed = try await schema.told(RunCompleted.self)
            #expect(completed.map(\.runID) == [round, onward, lastMile].map(\.runID))
            #expect(completed.allSatisfy { $0.failed == 0 && $0.served >= 2 })
            #expect(try await schema.told(RunPlanned.self).count == 3)
            #expect(try await schema.told(RunStarted.self).count == 3)
            #expect(try await schema.breaches() == [])
        }
    }

    @Test("A report that is sent again has no second effect, and its commands get their first answers")
    func repeated() async throws {
        try await Depot.with { depot in
            let (orders, run) = try await depot.setOut(3)
            let sayings = depot.sayings(of: run, orders)
            let first = try await depot.say(sayings, of: run)
            #expect(first.commands.map(\.id) == sayings.map(\.id))
            #expect(first.commands.allSatisfy { $0.outcome == "done" && $0.unheeded == [] })
            let told = try await depot.region.schema.told().count
            #expect(try await depot.say(sayings.reversed(), of: run).commands == first.commands.reversed())
            #expect(try await depot.region.schema.told().count == told)
            #expect(try await depot.region.detail(orders[0].consignment).history.count { $0.command == "collect" } == 1)
        }
    }

    @Test("A failed stop's goods wait for another plan, which takes them up; executed stops stay as they are")
    func failedStop() async throws {
        try await Depot.with { depot in
            let (orders, run) = try await depot.setOut(4)
            let stop = try #require(run.stops.first)
            let failure = DriverSaying(
                id: .make(), at: stop.depart, stop: stop.stop, act: .fail, failure: .closed)
            try await depot.say([depot.arrival(at: stop), failure], of: run, at: stop.depart)
            for order in orders { #expect(try await depot.state(of: order) == "accepted") }
            let failed = try await depot.region.schema.told(ConsignmentFailed.self)
            #expect(failed.count == 4)
            #expect(failed.allSatisfy { !$0.isFinal && $0.reason == .closed && $0.stage == .collect })

            let again = try await depot.replan(run, at: stop.depart + .minutes(30))
            #expect(again.plan == 2)
            #expect(again.stops.first?.state == "failed")
            #expect(again.stops.dropFirst().map(\.placeID) == [depot.region.station, depot.region.hub])
            try await depot.say(depot.sayings(of: again, orders), of: again)
            _ = try await depot.end(again)
            for order in orders { #expect(try await depot.state(of: order) == "at-hub") }
            let completed = try #require(try await depot.region.schema.told(RunCompleted.self).first)
            #expect((completed.served, completed.failed) == (2, 1))
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("What a driver says late and a later fact contradicts is kept without effect, and the dispatcher sees it")
    func contradiction() async throws {
        try await Depot.with { depot in
            let (orders, run) = try await depot.setOut(2)
            let stop = try #require(run.stops.first)
            let failure = DriverSaying(
                id: .make(), at: stop.depart + .minutes(5), stop: stop.stop, act: .fail, failure: .absent)
            try await depot.say([failure], of: run)
            // The driver's own report of having served the stop before comes when its failure was acted on.
            let late = depot.service(at: stop, orders)
            let answer = try await depot.say([late], of: run)
            #expect(answer.commands.map(\.outcome) == ["set-aside"])
            #expect(answer.commands.map(\.contradiction) == ["stop-ended-otherwise"])
            #expect(try await depot.say([late], of: run) == answer)
            for order in orders { #expect(try await depot.state(of: order) == "accepted") }
            let shown = try await depot.run(run.runID)
            #expect(shown.contradictions.map(\.commandID) == [late.id])
            let listed = try await depot.region.read { service, transaction in
                try await service.runs(of: Depot.luodian, in: "under-way", try #require(Page()), in: transaction)
            }
            #expect(listed.runs.map(\.contradictions) == [1])
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("Goods called off on their way to the vehicle are noted as loaded in vain, and the rest is collected")
    func calledOff() async throws {
        try await Depot.with { depot in
            let (orders, run) = try await depot.setOut(2)
            try await depot.region.deliver(try depot.region.teller.envelope(orders[0].cancelled()))
            #expect(try await depot.state(of: orders[0]) == "withdrawn")
            let answer = try await depot.say(depot.sayings(of: run, orders), of: run)
            #expect(answer.commands.flatMap(\.unheeded).contains(orders[0].consignment))
            #expect(try await depot.state(of: orders[1]) == "at-hub")
            _ = try await depot.end(run)
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("Goods planned for a stop that the driver had left by then wait for another plan, and nothing has failed")
    func unheardOf() async throws {
        try await Depot.with { depot in
            let (orders, run) = try await depot.setOut(2)
            let stop = try #require(run.stops.first)
            let sayings = [depot.arrival(at: stop), depot.service(at: stop, orders)]
            let more = try await depot.accept(1)
            let again = try await depot.replan(run, at: stop.depart + .minutes(20))
            #expect(again.stops.first?.loads.count == 3)
            // The driver, who was out of reach, had left the station before.
            try await depot.say(sayings, of: run, at: stop.depart + .minutes(30))
            for order in orders { #expect(try await depot.state(of: order) == "on-board") }
            #expect(try await depot.state(of: more[0]) == "accepted")
            #expect(try await depot.region.schema.told(ConsignmentFailed.self) == [])
            #expect(try await depot.region.schema.breaches() == [])
        }
    }

    @Test("A collection that is short says so, and what is not accounted for is refused with the command's place")
    func short() async throws {
        try await Depot.with { depot in
            let (orders, run) = try await depot.setOut(3)
            let stop = try #require(run.stops.first)
            var saying = depot.service(at: stop, orders)
            saying.loaded = [depot.collection(of: orders[0], grams: 2_000, short: "underweight")]
            let problem = await #expect(throws: Problem.self) { try await depot.say([saying], of: run) }
            #expect(problem?.code == "goods-unaccounted")
            #expect(problem?.field == "commands[0].failed")
            #expect(try await depot.state(of: orders[0]) == "planned")

            saying.failed = [
                FailedGoods(consignmentID: orders[1].consignment, reason: "absent"),
                FailedGoods(consignmentID: orders[2].consignment, reason: "goods-missing"),
            ]
            try await depot.say([saying], of: run)
            let states = [
                try await depot.state(of: orders[0]), try await depot.state(of: orders[1]),
                try await depot.state(of: orders[2]),
            ]
            #expect(states == ["on-board", "accepted", "failed"])
            let collected = try #require(try await depot.region.schema.told(ConsignmentCollected.self).first)
            #expect(collected.items.map(\.collected) == [.grams(2_000)])
            #expect(collected.items.map(\.shortReason) == [.underweight])

            let hub = try #require(run.stops.last)
            let list = try await depot.region.read { try await $0.goods(ofStop: hub.stop, of: run.runID, in: $1) }
            #expect(list.unloads.map(\.consignmentID) == [orders[0].consignment])
            #expect(list.unloads.map(\.state) == ["on-board"])
            var handedIn = depot.service(at: hub, orders)
            handedIn.received = list.unloads.map { ReceivedGoods(consignmentID: $0.consignmentID) }
            try await depot.say([handedIn], of: run)
            _ = try await depot.end(run)
            #expect(try await depot.state(of: orders[0]) == "at-hub")
            #expect(try await depot.region.schema.breaches() == [])
        }
    }
}
