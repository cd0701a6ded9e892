import Eventing
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Delivery

@Suite("What two people decide of parked events", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct DecisionTests {
    @Test("an event is discarded once a second person agrees; it is kept, and its subject flows on")
    func discard() async throws {
        try await ParkingLot.with { lot in
            try await lot.refuse("a")
            let numbers = try await lot.park("a", 1...3)
            let made = try await lot.propose(.discard, ParkedCriteria(numbers: [numbers[0]]), by: "li").plan
            #expect(made.state == .proposed)
            #expect(made.events == 3)
            await #expect(throws: ReplayRefusal.wrongState(plan: made.number, .proposed)) {
                try await lot.run(made.number)
            }
            await #expect(throws: ReplayRefusal.samePerson(plan: made.number, "li")) {
                try await lot.approve(made.number, by: "li")
            }
            #expect(try await lot.count("parked_events") == 3)

            try await lot.mend()
            try await lot.approve(made.number, by: "wang")
            let done = try await lot.run(made.number)
            #expect(done.state == .done)
            #expect(done.decidedBy == "wang")
            #expect(try await lot.heard() == ["a": [2, 3]])
            try await lot.arrive(try lot.event("a", 4))
            #expect(try await lot.heard() == ["a": [2, 3, 4]])

            let kept = try await lot.pool
                .query("SELECT content FROM parked_step WHERE decision = 'discard'").decode([UInt8].self)
            let content = try Noted(subject: "a").encoded()
            #expect(kept == [content])
            #expect(lot.noted.lines.count == 1)
            #expect(lot.noted.lines[0].hasPrefix("discard parked event \(numbers[0]) by plan \(made.number)"))
        }
    }

    @Test("events are replayed once a second person agrees to the proposal, and not before")
    func replay() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...2)
            let made = try await lot.propose(.replay, ParkedCriteria(cause: .failed), by: "li").plan
            #expect(made.state == .proposed)
            #expect(made.events == 2)
            await #expect(throws: ReplayRefusal.wrongState(plan: made.number, .proposed)) {
                try await lot.run(made.number)
            }
            await #expect(throws: ReplayRefusal.samePerson(plan: made.number, "li")) {
                try await lot.approve(made.number, by: "li")
            }
            #expect(try await lot.heard() == [:])
            try await lot.approve(made.number, by: "wang")
            let done = try await lot.run(made.number)
            #expect((done.state, done.madeBy, done.decidedBy) == (.done, "li", "wang"))
            #expect(try await lot.heard() == ["a": [1, 2]])
        }
    }

    @Test("what was only rehearsed is not run, but proposed by whoever vouches for it, with a reason")
    func rehearsed() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...1)
            let plan = try await lot.plan(ParkedCriteria(), by: "wang").number
            await #expect(throws: ReplayRefusal.wrongState(plan: plan, .planned)) { try await lot.run(plan) }
            await #expect(throws: ReplayRefusal.wrongState(plan: plan, .planned)) {
                try await lot.approve(plan, by: "li")
            }
            func propose(because reason: String) async throws {
                try await lot.pool.withTransaction { transaction in
                    try await ParkedPlans(in: transaction).propose(
                        plan, Signature("li", because: reason, at: .wallTime()))
                }
            }
            await #expect(throws: ReplayRefusal.reasonMissing) { try await propose(because: "") }
            try await propose(because: "the handler is mended")
            await #expect(throws: ReplayRefusal.samePerson(plan: plan, "li")) { try await lot.approve(plan, by: "li") }
            try await lot.approve(plan, by: "wang")
            #expect(try await lot.run(plan).madeBy == "li")
            #expect(try await lot.heard() == ["a": [1]])
        }
    }

    @Test("what was refused, or taken back, is not carried out")
    func refused() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...1)
            let plan = try await lot.propose(.discard, ParkedCriteria()).plan.number
            try await lot.pool.withTransaction { transaction in
                try await ParkedPlans(in: transaction).refuse(plan, Signature("li", because: "", at: .wallTime()))
            }
            await #expect(throws: ReplayRefusal.wrongState(plan: plan, .refused)) {
                try await lot.approve(plan, by: "wang")
            }
            await #expect(throws: ReplayRefusal.wrongState(plan: plan, .refused)) { try await lot.run(plan) }
            #expect(try await lot.count("parked_events") == 1)
        }
    }

    @Test("a reason is demanded of who proposes", arguments: [ParkedDecision.replay, .discard])
    func reason(decision: ParkedDecision) async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...1)
            await #expect(throws: ReplayRefusal.reasonMissing) {
                try await lot.propose(decision, ParkedCriteria(), because: "")
            }
        }
    }

    @Test(
        "the schema, too, keeps one person from deciding alone, and a decision from becoming another",
        arguments: [ParkedDecision.replay, .discard])
    func constraints(decision: ParkedDecision) async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...1)
            let plan = try await lot.propose(decision, ParkedCriteria(), by: "li").plan.number
            let other = decision == .replay ? ParkedDecision.discard : .replay
            let statements: [(PostgresQuery, String)] = [
                ("UPDATE parked_plan SET state = 'running' WHERE number = \(plan)", "two_people_decide"),
                (
                    """
                    UPDATE parked_plan SET state = 'running', decided_by = 'li', decided_at = now()
                    WHERE number = \(plan)
                    """, "two_people_decide"
                ),
                ("UPDATE parked_plan SET reason = '' WHERE number = \(plan)", "a_reason_is_given"),
                ("UPDATE parked_plan SET decision = \(other) WHERE number = \(plan)", ""),
            ]
            for (statement, constraint) in statements {
                let error = await #expect(throws: PostgresError.self) { try await lot.pool.execute(statement) }
                if !constraint.isEmpty { #expect(error?.constraint == constraint) }
            }
            let replay = try await lot.agree(on: ParkedCriteria())
            let error = await #expect(throws: PostgresError.self) {
                try await lot.pool.execute(
                    "UPDATE parked_step SET decision = 'discard', content = '' WHERE plan = \(replay)")
            }
            #expect(error?.sqlState == "23514")
        }
    }

    @Test("a correction takes the place of an event's data, with its attributes kept")
    func edit() async throws {
        try await ParkingLot.with { lot in
            try await lot.refuse("a")
            let event = try lot.event("a", 1)
            let number = try await lot.park(event)
            try await lot.park(try lot.event("a", 2), .behind)
            let corrected = #"{"subject": "b"}"#
            let plan = try await lot.edit(number, into: corrected, by: "li")
            try await lot.approve(plan, by: "wang")
            let predictions = try await lot.replay().rehearse(plan)
            #expect(predictions.map(\.outcome) == [.done, .failed])
            try await lot.mend()
            #expect(try await lot.run(plan).state == .done)
            let heard = try await lot.pool.query("SELECT subject, version, data FROM heard ORDER BY place LIMIT 1")
            let (subject, version, data) = try heard[0].decode(String.self, Int32.self, String.self)
            #expect((subject, version, data) == ("b", 1, corrected))
            let causes = try await lot.pool
                .query("SELECT causation_id FROM event_log ORDER BY position LIMIT 1").decode(UUIDv7.self)
            #expect(causes == [event.id])
        }
    }

    @Test("a correction that is no event of its type is refused")
    func wrongCorrection() async throws {
        try await ParkingLot.with { lot in
            let number = try await lot.park(try lot.event("a", 1))
            for wrong in ["{}", "[]", #"{"subject": 3}"#, "not JSON"] {
                await #expect(throws: ReplayRefusal.self) { try await lot.edit(number, into: wrong) }
            }
            #expect(try await lot.count("parked_plan") == 0)
        }
    }

    @Test("what could not be read is made a whole event, of whoever the queue is for, and claimed")
    func unreadable() async throws {
        try await ParkingLot.with { lot in
            let number = try await lot.park(unreadable: "{oops")
            let event = try lot.event("a", 1)
            let envelope = String(decoding: try event.encoded(), as: UTF8.self)
            let forged = envelope.replacing("/throughtrain/tests/note", with: "/throughtrain/orders/order")
            await #expect(throws: ReplayRefusal.self) { try await lot.edit(number, into: forged) }
            let plan = try await lot.edit(number, into: envelope)
            try await lot.approve(plan, by: "wang")
            #expect(try await lot.run(plan).state == .done)
            #expect(try await lot.heard() == ["a": [1]])
            // Should the event come after all, it is known.
            try await lot.arrive(event)
            #expect(try await lot.heard() == ["a": [1]])
        }
    }

    @Test("what was forged is struck out without being taken for its subject's")
    func forged() async throws {
        try await ParkingLot.with { lot in
            let event = try lot.event("a", 1)
            let number = try await lot.park(event, .forged)
            let plan = try await lot.propose(.discard, ParkedCriteria(numbers: [number])).plan.number
            try await lot.approve(plan, by: "wang")
            #expect(try await lot.run(plan).state == .done)
            #expect(try await lot.count("parked_events") == 0)
            try await lot.arrive(event)
            #expect(try await lot.heard() == ["a": [1]])
        }
    }
}
