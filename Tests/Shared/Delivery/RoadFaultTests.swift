import AMQP
import Eventing
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("From a log to an inbox, through failures", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(2)))
struct RoadFaultTests {
    private let subjects = (0..<20).map { "s\($0)" }

    private func all(_ times: Int32) -> [String: [Int32]] {
        Dictionary(uniqueKeysWithValues: subjects.map { ($0, Array(1...times)) })
    }

    @Test("connections that are closed again and again under load lose nothing, and nothing takes effect twice")
    func connectionsClosed() async throws {
        try await Road.with { road in
            try await road.running {
                for _ in 0..<3 {
                    async let telling: Void = road.tell(subjects, times: 100)
                    // The relay's and the pump's.
                    #expect(try await eventually { try await road.virtualHost.closeConnections(of: 2) })
                    try await telling
                }
                let heard = try await road.heard(atLeast: 6000)
                #expect(heard == all(300))
            }
        }
    }

    @Test("a message that reaches no queue stays in the log until it can")
    func returned() async throws {
        try await Road.with { road in
            try await road.leading { relay in
                for queue in road.subscription.queues { try await road.virtualHost.deleteQueue(queue) }
                try await road.tell(subjects, times: 3)
                #expect(await eventually { !relay.currentStatus.isLeading })
                #expect(relay.currentStatus.published == 0)
            }
            try await road.running {
                let heard = try await road.heard(atLeast: 60)
                #expect(heard == all(3))
            }
        }
    }

    @Test("a message that a full queue refuses stays in the log until there is room")
    func refused() async throws {
        try await Road.with { road in
            try await road.leading { relay in
                try await road.virtualHost.limitQueues(to: 1)
                let isRefused = try await eventually {
                    try await road.tell(["a", "b", "c", "d"])
                    return !relay.currentStatus.isLeading
                }
                #expect(isRefused)
                try await road.virtualHost.liftLimit()
            }
            let told: [Int32] = try await road.tellerPool.query(
                "SELECT subject_version FROM event_log WHERE subject = 'a' ORDER BY subject_version"
            ).decode(Int32.self)
            try await road.running {
                let heard = try await road.heard(atLeast: told.count * 4)
                #expect(heard == Dictionary(uniqueKeysWithValues: ["a", "b", "c", "d"].map { ($0, told) }))
            }
        }
    }

    @Test("a log that is told again from its beginning, as when the cursor was lost, has no second effect")
    func cursorLost() async throws {
        try await Road.with { road in
            try await road.running {
                try await road.tell(subjects, times: 3)
                _ = try await road.heard(atLeast: 60)
            }
            try await road.tellerPool.execute(
                "UPDATE event_cursor SET reached_xid = '0', reached_position = 0, ahead = '{}', since = '1970-01-01'")
            try await road.pumping { pump in
                try await road.leading { relay in
                    #expect(await eventually { pump.currentStatus.repeated == 60 })
                    #expect(relay.currentStatus.published == 60)
                }
                #expect(pump.currentStatus.handled == 0)
            }
            let heard = try await road.heard()
            #expect(heard == all(3))
        }
    }

    @Test("what can be neither handled nor parked is held back, and goes on once it can")
    func neitherHandledNorParked() async throws {
        try await Road.with { road in
            try await road.hearerPool.execute(
                "ALTER TABLE parked_events ADD CONSTRAINT parking_is_closed CHECK (false)")
            try await road.pumping { pump in
                try await road.leading { relay in
                    try await road.tell(["a", "bad", "b"])
                    // Each attempt to park draws a number, which is not given back.
                    let isTriedAgain = try await eventually {
                        try await road.hearerPool.query("SELECT last_value FROM parked_events_number_seq")
                            .decode(Int.self) >= [3]
                    }
                    #expect(isTriedAgain)
                    #expect(pump.currentStatus.parked == 0)
                    try await road.hearerPool.execute("ALTER TABLE parked_events DROP CONSTRAINT parking_is_closed")
                    try await road.tell(["c"])
                    #expect(try await road.heard(atLeast: 3) == ["a": [1], "b": [1], "c": [1]])
                    #expect(await eventually { pump.currentStatus.parked == 1 })
                    #expect(relay.currentStatus.published == 4)
                }
            }
        }
    }

    @Test("a pool whose connections are all in use is waited for, and nothing is parked for the want of one")
    func exhausted() async throws {
        try await Road.with { road in
            try await road.running {
                try await withThrowingTaskGroup { group in
                    for _ in 0..<Road.connections {
                        group.addTask {
                            try await road.hearerPool.withConnection { _ in try? await Task.sleep(for: .seconds(100)) }
                        }
                    }
                    #expect(await eventually { road.hearerPool.usage.leased == Road.connections })
                    try await road.tell(subjects)
                    // A lease that was waited for in vain, and one more.
                    #expect(await eventually { road.hearerPool.usage.waiting == 1 })
                    #expect(await eventually { road.hearerPool.usage.waiting == 0 })
                    #expect(await eventually { road.hearerPool.usage.waiting == 1 })
                    group.cancelAll()
                }
                let heard = try await road.heard(atLeast: 20)
                #expect(heard == all(1))
                #expect(try await road.hearerPool.query("SELECT count(*) FROM parked_events").decode(Int.self) == [0])
            }
        }
    }

    @Test("a commit wakes the relay, which does not wait for its next look")
    func woken() async throws {
        try await Road.with { road in
            try await road.running(pollInterval: .seconds(3600)) {
                for count in 1...20 {
                    try await road.tell(["a"])
                    let heard = try await road.heard(atLeast: count)
                    #expect(heard == ["a": (1...Int32(count)).map(\.self)])
                }
            }
        }
    }

    @Test("an instance that stands by asks for the lead as seldom as it should, however busily commits wake it")
    func standby() async throws {
        try await Road.with { road in
            try await road.leading { _ in
                let publisher = road.publisher()
                let wakeup = Wakeup()
                let standby = road.relay(over: publisher, wakeup: wakeup)
                async let standing: Void = standby.run()
                var questions: Set<Instant> = []
                let start = ContinuousClock.now
                var signalled = start
                while ContinuousClock.now < start + .seconds(3) {
                    // What is sent for it soon takes the question's place in what can be seen of the session.
                    if .now - signalled > .milliseconds(50) {
                        wakeup.signal()
                        signalled = .now
                    }
                    let asked = try await road.tellerPool.query(
                        """
                        SELECT query_start FROM pg_stat_activity
                        WHERE application_name = current_schema() AND query LIKE 'SELECT pg_try_advisory_lock(%'
                        """
                    ).decode(Instant.self)
                    questions.formUnion(asked)
                }
                // One at once, and one after each second; the leader's may have been seen too.
                #expect((2...5).contains(questions.count))
                #expect(!standby.currentStatus.isLeading)
                standby.stop()
                await standing
                await publisher.close()
            }
        }
    }
}
