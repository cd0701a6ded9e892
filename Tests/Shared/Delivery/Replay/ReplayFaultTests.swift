import Eventing
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Delivery

@Suite("A replay that is disturbed", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct ReplayFaultTests {
    /// The sessions of the lot that wait for a lock, and are not the one that asks.
    private func waiting(_ lot: ParkingLot) async throws -> [Int32] {
        try await lot.pool.query(
            """
            SELECT pid FROM pg_stat_activity
            WHERE application_name = \(lot.configuration.applicationName) AND wait_event_type = 'Lock'
            """
        ).decode(Int32.self)
    }

    @Test("goes on where its session was killed in the middle of an event, with none lost and none twice")
    func killed() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...4)
            try await lot.park("b", 1...3)
            let plan = try await lot.agree(on: ParkedCriteria())
            // The third event of the first subject waits for this lock, with its effect half made.
            var handlers = EventHandlers()
            let inner = lot.handlers
            handlers.on(Noted.self) { events, transaction in
                let told = try await inner.handle(events.map(\.envelope), in: transaction)
                if events.contains(where: { $0.envelope.subjectVersion == 3 }) {
                    try await transaction.execute("SELECT pg_advisory_xact_lock(3)")
                }
                return told
            }
            let gate = try await PostgresConnection.connect(lot.configuration)
            try await gate.execute("SELECT pg_advisory_lock(3)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [handlers] in
                    let error = await #expect(throws: PostgresError.self) {
                        try await lot.run(plan, handlers: handlers)
                    }
                    #expect(error?.isOutage == true)
                }
                let isHeld = try await eventually { try await !waiting(lot).isEmpty }
                #expect(isHeld)
                for process in try await waiting(lot) {
                    try await gate.execute("SELECT pg_terminate_backend(\(process))")
                }
                try await group.waitForAll()
            }
            #expect(try await lot.heard() == ["a": [1, 2]])
            #expect(try await lot.outcomes(of: plan).compactMap(\.self) == [.done, .done])
            await gate.close()

            #expect(try await lot.run(plan).state == .done)
            #expect(try await lot.heard() == ["a": [1, 2, 3, 4], "b": [1, 2, 3]])
            #expect(try await lot.count("event_log") == 7)
        }
    }

    @Test("two people who run the same plan at once settle each event once, in order")
    func twoRunners() async throws {
        try await ParkingLot.with { lot in
            for subject in ["a", "b", "c"] { try await lot.park(subject, 1...12) }
            let plan = try await lot.agree(on: ParkedCriteria())
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...2 {
                    group.addTask {
                        // Who comes last finds it done.
                        do { try await lot.run(plan) } catch ReplayRefusal.wrongState(_, .done) {}
                    }
                }
                try await group.waitForAll()
            }
            let heard = try await lot.heard()
            for subject in ["a", "b", "c"] { #expect(heard[subject] == (1...12).map(\.self)) }
            #expect(try await lot.count("event_log") == 36)
        }
    }

    @Test("an event that somebody else settled meanwhile is passed over")
    func gone() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...1)
            let first = try await lot.agree(on: ParkedCriteria())
            let second = try await lot.agree(on: ParkedCriteria())
            #expect(try await lot.run(first).state == .done)
            #expect(try await lot.run(second).state == .done)
            #expect(try await lot.outcomes(of: second) == [.gone])
            #expect(try await lot.heard() == ["a": [1]])
        }
    }

    @Test("an event waits for whoever handles its subject, and is handled after that")
    func locked() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...1)
            let plan = try await lot.agree(on: ParkedCriteria())
            let pump = try await PostgresConnection.connect(lot.configuration)
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await pump.withTransaction { transaction in
                    let subject = HeardSubject(Noted.type.source, "a")
                    _ = try await Standings.lock([subject], in: transaction)
                    group.addTask { try await lot.run(plan) }
                    let isHeld = try await eventually { try await !waiting(lot).isEmpty }
                    #expect(isHeld)
                    #expect(try await lot.heard() == [:])
                }
                try await group.waitForAll()
            }
            await pump.close()
            #expect(try await lot.heard() == ["a": [1]])
        }
    }
}
