import AMQP
import Eventing
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("From a log to an inbox", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(2)))
struct RoadTests {
    private let subjects = (0..<20).map { "s\($0)" }
    private let each = Array(Int32(1)...10)

    @Test("every event takes effect once, each subject's in order, and the two sides tally")
    func whole() async throws {
        try await Road.with { road in
            try await road.running {
                try await road.tell(subjects, times: 10)
                let heard = try await road.heard(atLeast: 200)
                #expect(heard == Dictionary(uniqueKeysWithValues: subjects.map { ($0, each) }))
            }
            let told = try await road.tellerPool.withTransaction {
                try await DeliveryAudit(of: "tests", in: $0).count(.new).sheet
            }
            let heard = try await road.hearerPool.withTransaction {
                try await DeliveryAudit(of: "hearer", in: $0).count(.new).sheet
            }
            let source = Noted.type.source.description
            let (log, inbox) = (TallySheet.Stream(.told, of: source), TallySheet.Stream(.heard, of: source))
            #expect(told.events(of: log) == 200)
            #expect(TallySheet.differingHours(told[log], heard[inbox]) == [])
        }
    }

    @Test("a batch that was committed before a crash and not acknowledged comes again, and has no second effect")
    func crashBeforeAcknowledgement() async throws {
        try await Road.with { road in
            let first = road.consumer()
            try await first.connected(within: .seconds(20))
            for queue in road.subscription.queues { try await first.consume(queue) }
            let publisher = road.publisher()
            let relay = road.relay(over: publisher)
            async let relaying: Void = relay.run()
            try await road.tell(subjects, times: 10)

            // The pump's work up to the commit, and then nothing: as a process does that dies there.
            var taken = 0
            while taken < 200 {
                let deliveries = try await first.nextBatch(maximum: 64)
                let events = Arrival(deliveries, on: Day(of: .wallTime())).events.map(\.envelope)
                taken += try await road.hearerPool.withTransaction { transaction in
                    try await Road.handlers.receive(
                        events, log: EventLog(partitioning: road.partitioning, wakeup: Wakeup()), in: transaction)
                }
            }
            await first.close()

            try await road.pumping { pump in
                #expect(await eventually { pump.currentStatus.repeated == 200 })
                #expect(pump.currentStatus.handled == 0)
                let heard = try await road.heard()
                #expect(heard == Dictionary(uniqueKeysWithValues: subjects.map { ($0, each) }))
            }
            relay.stop()
            await relaying
            await publisher.close()
        }
    }

    @Test("another relay takes over when the leader's session ends, and nothing is lost")
    func failOver() async throws {
        try await Road.with { road in
            try await road.running {
                try await road.tell(subjects, times: 5)
                _ = try await road.heard(atLeast: 100)
                let publisher = road.publisher()
                let standby = road.relay(over: publisher)
                async let standing: Void = standby.run()
                // The session that holds the lock is ended from outside until it is the other one's turn.
                let tookOver = try await eventually {
                    try await road.tellerPool.execute(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_locks
                        WHERE locktype = 'advisory' AND classid = \(Int64(AdvisoryLock.relay))::oid AND granted
                            AND objid = (hashtext(current_schema())::bigint & 4294967295)::oid
                        """)
                    return await eventually(within: .milliseconds(100)) { standby.currentStatus.isLeading }
                }
                #expect(tookOver)
                try await road.tell(subjects, times: 5)
                let heard = try await road.heard(atLeast: 200)
                #expect(heard == Dictionary(uniqueKeysWithValues: subjects.map { ($0, each) }))
                #expect(standby.currentStatus.published >= 100)
                standby.stop()
                await standing
                await publisher.close()
            }
        }
    }

    @Test("a relay waits for a listener whose queues are not there, and loses nothing")
    func waitsForListener() async throws {
        try await Road.with { road in
            let publisher = road.publisher()
            let relay = road.relay(over: publisher)
            async let relaying: Void = relay.run()
            try await road.tell(subjects, times: 10)
            await #expect(throws: AMQPError.self) {
                try await publisher.verify(queues: road.subscription.queues)
            }
            #expect(relay.currentStatus.published == 0)
            try await road.running {
                let heard = try await road.heard(atLeast: 200)
                #expect(heard == Dictionary(uniqueKeysWithValues: subjects.map { ($0, each) }))
            }
            relay.stop()
            await relaying
            await publisher.close()
        }
    }

    @Test("what nobody listens to does not hold up what is told behind it")
    func unheard() async throws {
        try await Road.with { road in
            try await road.running {
                try await road.mutter()
                try await road.tell(["a"])
                #expect(try await road.heard(atLeast: 1) == ["a": [1]])
                let unrelayed = try await eventually {
                    try await RelayBacklog.measure(in: road.tellerPool) == .none
                }
                #expect(unrelayed)
            }
        }
    }

    @Test("an event that its handler refuses is parked with the reason, and those around it take effect")
    func parked() async throws {
        try await Road.with { road in
            try await road.running {
                try await road.tell(["a", "bad", "b"])
                let heard = try await road.heard(atLeast: 2)
                #expect(heard == ["a": [1], "b": [1]])
                let parked = try await road.hearerPool.withTransaction {
                    try await DeliveryAudit(of: "hearer", in: $0).parked()
                }
                #expect(parked.count == 1)
                #expect(parked.allSatisfy { $0.contains("throughtrain.tests.note.noted.v1 of bad: Refused()") })
            }
        }
    }

    @Test("what is no event, and what comes by another's name, is parked once, and the rest goes on")
    func unreadable() async throws {
        try await Road.with { road in
            try await road.running {
                let publisher = road.publisher()
                let forged = EventEnvelope(
                    id: .make(), source: EventSource("orders", "order"), type: "t", subject: "s", subjectVersion: 1,
                    time: .wallTime(), data: Array("{}".utf8))
                let bodies = [Array("rubbish".utf8), try EventBatch.encode([forged]), Array("rubbish".utf8)]
                let outcomes = await publisher.publish(
                    bodies.map {
                        AMQPMessage(
                            exchange: Subscription.eventsExchange, routingKey: "tests.note.0", body: $0)
                    })
                #expect(outcomes == [.confirmed, .confirmed, .confirmed])
                await publisher.close()
                try await road.tell(["a"])
                _ = try await road.heard(atLeast: 1)
                let parked = try await road.hearerPool.query("SELECT error FROM parked_events ORDER BY number")
                    .decode(String.self)
                #expect(
                    Set(parked) == [
                        "unreadable: not JSON at byte 0", "says /throughtrain/orders/order, but came as tests.note.0",
                    ])
                #expect(parked.count == 2)
            }
        }
    }
}
