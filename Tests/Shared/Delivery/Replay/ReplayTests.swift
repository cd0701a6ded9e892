import Eventing
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Delivery

@Suite("A replay of parked events", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct ReplayTests {
    @Test("of a handler that fails until it is mended: stopped by the first failure, then all, once, in order")
    func mended() async throws {
        try await ParkingLot.with { lot in
            try await lot.refuse("a", "b")
            let numbers = try await lot.park("a", 1...3)
            try await lot.park("b", 4...5)
            let plan = try await lot.propose(.replay, ParkedCriteria(cause: .failed)).plan
            #expect(plan.events == 5)
            try await lot.approve(plan.number, by: "wang")

            let stopped = try await lot.run(plan.number)
            #expect(stopped.state == .stopped)
            #expect((stopped.settled, stopped.failed) == (0, 1))
            #expect(try await lot.outcomes(of: plan.number) == [.failed, nil, nil, nil, nil])
            #expect(try await lot.heard() == [:])
            let attempts: [Int32] = try await lot.pool
                .query("SELECT attempts FROM parked_events WHERE number = \(numbers[0])").decode(Int32.self)
            #expect(attempts == [3])

            try await lot.mend()
            let done = try await lot.run(plan.number)
            #expect(done.state == .done)
            #expect(done.settled == 5)
            #expect(try await lot.heard() == ["a": [1, 2, 3], "b": [4, 5]])
            #expect(try await lot.count("parked_events") == 0)
            // What the handler told is in the log, with its cause.
            let told = try await lot.pool
                .query("SELECT count(*) FROM event_log WHERE causation_id IS NOT NULL").decode(Int64.self)
            #expect(told == [5])
            #expect(try await lot.steps(of: plan.number).allSatisfy { $0.told == [Muttered.type.name] })
            await #expect(throws: ReplayRefusal.wrongState(plan: plan.number, .done)) { try await lot.run(plan.number) }
        }
    }

    @Test("goes in groups that double, and stops in the middle of one at the first failure")
    func canary() async throws {
        try await ParkingLot.with { lot in
            for index in 1...12 { try await lot.park("s\(index)", 1...1) }
            try await lot.refuse("s10")
            let plan = try await lot.agree(on: ParkedCriteria())
            let groups = NoteBook()
            let stopped = try await lot.run(plan) { groups.add("\($0.group): \($0.tried), \($0.failures)") }
            #expect(stopped.state == .stopped)
            #expect(groups.lines == ["1: 1, 0", "2: 2, 0", "3: 4, 0", "4: 3, 1"])
            #expect(try await lot.heard().count == 9)
            #expect(try await lot.count("parked_events") == 3)
        }
    }

    @Test("may be allowed some failures: the failed subject is held back, the others go on")
    func allowance() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...3)
            try await lot.park("b", 1...2)
            try await lot.refuse("a")
            let plan = try await lot.agree(on: ParkedCriteria())
            let stopped = try await lot.run(plan, stopAfter: 5)
            #expect(stopped.state == .stopped)
            #expect(try await lot.outcomes(of: plan) == [.failed, .held, .held, .done, .done])
            #expect(try await lot.heard() == ["b": [1, 2]])
            try await lot.mend()
            #expect(try await lot.run(plan).state == .done)
            #expect(try await lot.heard() == ["a": [1, 2, 3], "b": [1, 2]])
        }
    }

    @Test("takes only what was counted when it was proposed, and what comes to wait behind that")
    func frozen() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...2)
            let plan = try await lot.propose(.replay, ParkedCriteria(cause: .failed)).plan.number
            try await lot.park("late", 1...1)
            try await lot.approve(plan, by: "wang")
            try await lot.arrive(try lot.event("a", 3))
            let done = try await lot.run(plan)
            #expect(done.state == .done)
            #expect(done.events == 3)
            #expect(try await lot.heard() == ["a": [1, 2, 3]])
            #expect(try await lot.count("parked_events") == 1)
            // Nothing waits of the subject, so that what comes next takes effect at once.
            try await lot.arrive(try lot.event("a", 4))
            #expect(try await lot.heard() == ["a": [1, 2, 3, 4]])
        }
    }

    @Test("stops before an event that the process died of, which keeps its cause and its place in its subject's order")
    func fatal() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...1)
            try await lot.arrive(try lot.event("a", 2))
            let plan = try await lot.agree(on: ParkedCriteria(cause: .failed))
            try await lot.arriveFatal(try lot.event("a", 3))
            try await lot.arrive(try lot.event("a", 4))
            let causes = try await lot.pool.query(
                "SELECT cause || ' ' || attempts FROM parked_events ORDER BY subject_version"
            ).decode(String.self)
            #expect(causes == ["failed 2", "behind 0", "fatal 2", "behind 0"])

            let done = try await lot.run(plan)
            #expect(done.state == .done)
            #expect(try await lot.heard() == ["a": [1, 2]])
            let waiting = try await lot.pool.query("SELECT number FROM parked_events ORDER BY subject_version")
                .decode(Int64.self)
            let next = try await lot.agree(on: ParkedCriteria(cause: .fatal))
            let warned = try await lot.pool.withTransaction { try await ParkedPlans(in: $0).fatalEvents(of: next) }
            #expect(waiting.count == 2 && warned == [waiting[0]])
            #expect(try await lot.run(next).state == .done)
            #expect(try await lot.heard() == ["a": [1, 2, 3, 4]])
        }
    }

    @Test("that is only rehearsed is forgotten after a day, and no other plan is")
    func forgotten() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...1)
            try await lot.park("b", 1...1)
            let unused = try await lot.plan(ParkedCriteria())
            let proposed = try await lot.propose(.discard, ParkedCriteria(subject: "a")).plan.number
            let used = try await lot.agree(on: ParkedCriteria(subject: "b"))
            try await lot.run(used)
            func forget(after span: Span) async throws -> [Int64] {
                try await lot.pool.withTransaction { transaction in
                    let plans = ParkedPlans(in: transaction)
                    try await plans.forgetUnused(at: unused.madeAt + span)
                    return try await plans.latest(10).map(\.number)
                }
            }
            #expect(try await forget(after: .hours(24)) == [used, proposed, unused.number])
            #expect(try await forget(after: .hours(25)) == [used, proposed])
            await #expect(throws: ReplayRefusal.noSuchPlan(unused.number)) { try await lot.run(unused.number) }
            #expect(try await lot.count("parked_step") == 2)
        }
    }

    @Test("keeps each subject in order while later events of it arrive")
    func meanwhile() async throws {
        try await ParkingLot.with { lot in
            let subjects = ["a", "b", "c"]
            for subject in subjects { try await lot.park(subject, 1...10) }
            let plan = try await lot.agree(on: ParkedCriteria(cause: .failed))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for subject in subjects {
                    group.addTask {
                        for version in Int32(11)...40 { try await lot.arrive(try lot.event(subject, version)) }
                    }
                }
                group.addTask { try await lot.run(plan) }
                try await group.waitForAll()
            }
            let heard = try await lot.heard()
            for subject in subjects { #expect(heard[subject] == (1...40).map(\.self)) }
            #expect(try await lot.count("parked_events") == 0)
        }
    }

    @Test("a dry run predicts what would be told, and where it would fail, and leaves no trace")
    func rehearsal() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...2)
            try await lot.park("b", 1...2)
            try await lot.refuse("b")
            let plan = try await lot.plan(ParkedCriteria()).number
            let predictions = try await lot.replay().rehearse(plan)
            #expect(predictions.map(\.outcome) == [.done, .done, .failed, .held])
            #expect(predictions[0].told == [Muttered.type.name])
            #expect(predictions[2].error == "the subject is refused")
            #expect(try await lot.heard() == [:])
            #expect(try await lot.count("event_log") == 0)
            #expect(try await lot.count("parked_events") == 4)
            #expect(try await lot.outcomes(of: plan) == [nil, nil, nil, nil])
            #expect(lot.noted.lines == [])
        }
    }

    @Test("a dry run finds what only a commit would find")
    func deferred() async throws {
        try await ParkingLot.with { lot in
            try await lot.pool.execute(
                "ALTER TABLE heard ADD CONSTRAINT once UNIQUE (subject) DEFERRABLE INITIALLY DEFERRED")
            try await lot.park("a", 1...2)
            let plan = try await lot.agree(on: ParkedCriteria())
            let predictions = try await lot.replay().rehearse(plan)
            #expect(predictions.map(\.outcome) == [.done, .failed])
            #expect(predictions[1].error?.contains("once") == true)
        }
    }

    @Test("an event from the future takes effect in its turn, waits for what is missing, or is known")
    func outOfTime() async throws {
        try await ParkingLot.with { lot in
            let ahead = Day(of: .wallTime()) + 2
            try await lot.arrive(try lot.event("a", 1))
            let known = try lot.event("b", 1)
            try await lot.arrive(known)
            try await lot.park(try lot.event("a", 2, madeOn: ahead), .outOfTime)
            try await lot.park(known, .outOfTime)
            try await lot.park(try lot.event("a", 4, madeOn: ahead), .outOfTime)
            let plan = try await lot.agree(on: ParkedCriteria(cause: .outOfTime))
            #expect(try await lot.run(plan).state == .done)
            #expect(try await lot.outcomes(of: plan) == [.done, .gone, .done])
            #expect(try await lot.steps(of: plan).map(\.told) == [[Muttered.type.name], [], []])
            #expect(try await lot.heard() == ["a": [1, 2], "b": [1]])
            // What was stored behind the missing one follows it.
            try await lot.arrive(try lot.event("a", 3))
            #expect(try await lot.heard() == ["a": [1, 2, 3, 4], "b": [1]])
        }
    }

    @Test("when an event from the future is discarded, what was stored behind it follows")
    func discardedFuture() async throws {
        try await ParkingLot.with { lot in
            try await lot.arrive(try lot.event("a", 1))
            try await lot.park(try lot.event("a", 2, madeOn: Day(of: .wallTime()) + 2), .outOfTime)
            for version: Int32 in [3, 4, 6] { try await lot.arrive(try lot.event("a", version)) }
            #expect(try await lot.heard() == ["a": [1]])
            let plan = try await lot.propose(.discard, ParkedCriteria(cause: .outOfTime)).plan.number
            try await lot.approve(plan, by: "wang")
            #expect(try await lot.run(plan).state == .done)
            #expect(try await lot.heard() == ["a": [1, 3, 4]])
        }
    }

    @Test("refuses events that are not there, or cannot be replayed, and names them")
    func refusals() async throws {
        try await ParkingLot.with { lot in
            let forged = try await lot.park(try lot.event("a", 1), .forged)
            await #expect(throws: ReplayRefusal.noSuchEvent(77)) {
                try await lot.propose(.replay, ParkedCriteria(numbers: [forged, 77]))
            }
            do {
                _ = try await lot.propose(.replay, ParkedCriteria(numbers: [forged]))
                Issue.record("a forged event was planned to be replayed")
            } catch ReplayRefusal.unfit(let events) {
                #expect(events.map(\.event) == [forged])
            }
            await #expect(throws: ReplayRefusal.nothingSelected("cause failed")) {
                try await lot.propose(.replay, ParkedCriteria(cause: .failed))
            }
            await #expect(throws: ReplayRefusal.noSuchPlan(5)) { try await lot.run(5) }
            // Of what is meant by conditions, the fit ones are taken.
            try await lot.park("b", 1...1)
            let made = try await lot.propose(.replay, ParkedCriteria(source: Noted.type.source))
            #expect(made.plan.events == 1)
            #expect(made.leftOut.map(\.event) == [forged])
        }
    }
}
