import AMQP
import Eventing
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("Order at the end of the road", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(2)))
struct OrderRoadTests {
    @Test("an event that comes before an earlier one is stored, and only its subject waits")
    func gap() async throws {
        try await Road.with { road in
            try await road.pumping { pump in
                try await road.publish([road.event("s", 1), road.event("s", 3), road.event("s", 4), road.event("t", 1)])
                #expect(try await road.heard(atLeast: 2) == ["s": [1], "t": [1]])
                #expect(await eventually { pump.currentStatus.gaps == 2 })
                #expect(try await road.gaps() == ["s 2-2"])
                #expect(try await road.parked() == ["s 3 gap", "s 4 gap"])
                let claimed = try await road.hearerPool.query("SELECT count(*) FROM inbox").decode(Int.self)
                #expect(claimed == [2])

                try await road.publish([road.event("s", 2)], refilling: true)
                #expect(try await road.heard(atLeast: 5) == ["s": [1, 2, 3, 4], "t": [1]])
                #expect(try await road.gaps() == [])
                #expect(try await road.parked() == [])
                #expect(await eventually { pump.currentStatus.inversions == 1 })
            }
        }
    }

    @Test("what is stored follows up to the next gap, which is a new one to ask for")
    func nextGap() async throws {
        try await Road.with { road in
            try await road.pumping { _ in
                try await road.publish([road.event("s", 3), road.event("s", 6)])
                #expect(try await eventually { try await road.gaps() == ["s 1-2"] })
                try await road.hearerPool.execute("UPDATE gap SET asked_at = now(), times_asked = 1")
                try await road.publish([road.event("s", 1)])
                #expect(try await eventually { try await road.gaps() == ["s 2-2"] })
                #expect(try await timesAsked(road) == [1])
                try await road.publish([road.event("s", 2)])
                #expect(try await eventually { try await road.gaps() == ["s 4-5"] })
                #expect(try await timesAsked(road) == [0])
                #expect(try await road.heard() == ["s": [1, 2, 3]])
                // What went on waiting is new when its turn comes.
                try await road.publish([road.event("s", 4), road.event("s", 5)])
                #expect(try await road.heard(atLeast: 6) == ["s": [1, 2, 3, 4, 5, 6]])
                #expect(try await road.parked() == [])
            }
        }
    }

    private func timesAsked(_ road: Road) async throws -> [Int32] {
        try await road.hearerPool.query("SELECT times_asked FROM gap").decode(Int32.self)
    }

    @Test("an event older than the inbox's memory takes effect when it is the next one, and is known when it is not")
    func old() async throws {
        try await Road.with { road in
            try await road.pumping { pump in
                let year: Int64 = 365 * 86_400_000
                let old = (0..<4).map {
                    UUIDv7.make(at: Instant(milliseconds: Instant.wallTime().milliseconds - year + $0))
                }
                try await road.publish([road.event("s", 1, id: old[0]), road.event("s", 2)], refilling: true)
                #expect(try await road.heard(atLeast: 2) == ["s": [1, 2]])
                try await road.publish(
                    [road.event("s", 1, id: old[0]), road.event("s", 2, id: old[1]), road.event("s", 3)])
                #expect(try await road.heard(atLeast: 3) == ["s": [1, 2, 3]])
                #expect(await eventually { pump.currentStatus.repeated == 2 })
                #expect(try await road.parked() == [])
            }
        }
    }

    @Test("of two events with one identifier the first takes effect, and the batch comes to an end")
    func sharedIdentifier() async throws {
        try await Road.with { road in
            try await road.pumping { pump in
                let id = UUIDv7.make()
                try await road.publish([road.event("s", 1, id: id)])
                #expect(try await road.heard(atLeast: 1) == ["s": [1]])
                try await road.publish([road.event("t", 1, id: id), road.event("s", 2)])
                #expect(try await road.heard(atLeast: 2) == ["s": [1, 2]])
                #expect(await eventually { pump.currentStatus.repeated == 1 })
                #expect(try await road.parked() == [])
            }
        }
    }

    @Test("what comes in one batch with a forged event that bears its identifier takes effect, stored or not")
    func identifierBeside() async throws {
        try await Road.with { road in
            let log = EventLog(partitioning: road.partitioning, wakeup: Wakeup())
            func receive(_ events: EventEnvelope...) async throws -> Int {
                try await road.hearerPool.withTransaction {
                    try await Road.handlers.receive(events, log: log, in: $0)
                }
            }
            let third = try road.event("s", 3)
            let fifth = try road.event("s", 5)
            #expect(try await receive(road.event("s", 1), road.event("s", 2)) == 2)
            #expect(try await receive(road.event("s", 1, id: third.id), third) == 1)
            #expect(try await receive(fifth) == 0)
            #expect(try await receive(road.event("s", 1, id: fifth.id), road.event("s", 4)) == 2)
            #expect(try await receive(third, fifth) == 0)
            #expect(try await road.heard() == ["s": [1, 2, 3, 4, 5]])
            #expect(try await road.parked() == ["s 1 conflict", "s 1 conflict"])
        }
    }

    @Test("of two transactions that hear of a subject for the first time the second one finds it heard, and none fails")
    func firstHeardTwice() async throws {
        try await Road.with { road in
            let event = try road.event("s", 1)
            let holder = try await PostgresConnection.connect(road.hearer)
            try await road.pumping { pump in
                try await holder.withTransaction { transaction in
                    try Inbox.claim([event], in: transaction)
                    let subject = HeardSubject(of: event)
                    try Inbox.note([subject: 1], since: [:], in: transaction)
                    _ = try await Inbox.known([event], in: transaction)
                    try await road.publish([event])
                    let waits = try await eventually {
                        try await road.hearerPool.query(
                            """
                            SELECT count(*) FROM pg_stat_activity
                            WHERE wait_event_type = 'Lock' AND query LIKE '%INTO inbox%'
                            """
                        ).decode(Int.self)[0] > 0
                    }
                    #expect(waits)
                }
                #expect(await eventually { pump.currentStatus.repeated == 1 })
                #expect(try await road.heard() == [:])
                #expect(try await road.parked() == [])
            }
            await holder.close()
        }
    }

    @Test("an event from a clock that is ahead is parked, and holds nobody back")
    func fromTheFuture() async throws {
        try await Road.with { road in
            try await road.pumping { _ in
                let later = Instant(milliseconds: Instant.wallTime().milliseconds + 3 * 86_400_000)
                try await road.publish([road.event("s", 1, id: .make(at: later)), road.event("s", 1)])
                #expect(try await road.heard(atLeast: 1) == ["s": [1]])
                #expect(try await road.parked() == ["s 1 out-of-time"])
            }
        }
    }

    @Test("another event with a version that is taken is parked, and nothing waits behind it")
    func conflict() async throws {
        try await Road.with { road in
            try await road.pumping { pump in
                let other = try road.event("s", 1)
                try await road.publish([road.event("s", 1), other, road.event("s", 2), other])
                #expect(try await road.heard(atLeast: 2) == ["s": [1, 2]])
                // The second time it may come with the first one, and is known by its identifier.
                #expect(await eventually { pump.currentStatus.conflicts + pump.currentStatus.repeated == 2 })
                #expect(pump.currentStatus.conflicts > 0)
                #expect(try await road.parked() == ["s 1 conflict"])
            }
        }
    }

    @Test("an event that took another one's identifier does not take its place among those that wait")
    func borrowedIdentifier() async throws {
        try await Road.with { road in
            try await road.pumping { _ in
                let third = try road.event("s", 3)
                try await road.publish([road.event("s", 1), road.event("s", 1, id: third.id)])
                #expect(try await eventually { try await road.parked() == ["s 1 conflict"] })
                try await road.publish([third])
                #expect(try await eventually { try await road.parked() == ["s 1 conflict", "s 3 gap"] })
                try await road.publish([road.event("s", 2)])
                #expect(try await road.heard(atLeast: 3) == ["s": [1, 2, 3]])
                #expect(try await road.parked() == ["s 1 conflict"])
            }
        }
    }

    @Test("what is told of a subject after an event that is parked waits behind it, and all others pass")
    func behind() async throws {
        try await Road.with { road in
            try await road.running {
                try await road.tell(["a", "bad", "b"], times: 3)
                #expect(try await road.heard(atLeast: 6) == ["a": [1, 2, 3], "b": [1, 2, 3]])
                let parked = ["bad 1 failed", "bad 2 behind", "bad 3 behind"]
                #expect(try await eventually { try await road.parked() == parked })
                // They are claimed, so that what comes again is known.
                let last = try await road.hearerPool.query("SELECT version FROM inbox_subject WHERE subject = 'bad'")
                    .decode(Int32.self)
                #expect(last == [3])
            }
        }
    }

    @Test("what was stored goes behind the missing one when that one fails")
    func storedBehind() async throws {
        try await Road.with { road in
            try await road.pumping { _ in
                try await road.publish([road.event("bad", 2), road.event("bad", 3)])
                #expect(try await eventually { try await road.gaps() == ["bad 1-1"] })
                try await road.publish([road.event("bad", 1), road.event("a", 1)])
                #expect(try await road.heard(atLeast: 1) == ["a": [1]])
                let parked = ["bad 1 failed", "bad 2 behind", "bad 3 behind"]
                #expect(try await eventually { try await road.parked() == parked })
                #expect(try await road.gaps() == [])
            }
        }
    }

    @Test("a stored event that fails is parked when its turn comes, and what follows it goes behind it")
    func storedFails() async throws {
        try await Road.with { road in
            try await road.pumping { _ in
                try await road.publish([road.event("s", 2), road.event("s", 3, telling: "bad"), road.event("s", 4)])
                #expect(try await eventually { try await road.gaps() == ["s 1-1"] })
                try await road.publish([road.event("s", 1)])
                #expect(try await road.heard(atLeast: 2) == ["s": [1, 2]])
                #expect(try await eventually { try await road.parked() == ["s 3 failed", "s 4 behind"] })
                #expect(try await road.gaps() == [])
            }
        }
    }

    @Test("a message that the broker gave up on is parked with the reason, and its subject waits")
    func deadLetters() async throws {
        try await Road.with { road in
            let refusing = road.consumer()
            try await refusing.connected(within: .seconds(20))
            for queue in road.subscription.queues { try await refusing.consume(queue) }
            try await road.publish([road.event("s", 1), road.event("t", 1)])
            var refused = 0
            while refused < 2 {
                let deliveries = try await refusing.nextBatch(maximum: 2)
                for delivery in deliveries { await refusing.reject(delivery.receipt, requeue: false) }
                refused += deliveries.count
            }
            await refusing.close()
            try await road.pumping { pump in
                try await road.publish([road.event("s", 2)])
                let parked = ["s 1 dead-lettered", "s 2 behind", "t 1 dead-lettered"]
                #expect(try await eventually { try await road.parked() == parked })
                let errors = try await road.hearerPool.query(
                    "SELECT error FROM parked_events WHERE cause = 'dead-lettered'"
                )
                .decode(String.self)
                #expect(
                    errors.allSatisfy { $0.hasPrefix("given up on hearer.tests.note.") && $0.hasSuffix(": rejected") })
                #expect(try await road.heard() == [:])
                #expect(await eventually { pump.currentStatus.parked == 3 })
            }
        }
    }
}
