import AMQP
import Eventing
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Delivery

@Suite("The status of a service's events", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct StatusTests {
    private func status(
        of service: String = "tests", _ configuration: PostgresConfiguration, at now: Instant = .wallTime()
    ) async throws -> DeliveryStatus {
        let session = try await PostgresConnection.connect(configuration)
        let status = try await StatusReader(of: service, over: session).read(at: now)
        await session.close()
        return status
    }

    @Test("says how far the log has left, how much waits since when, and who leads")
    func relay() async throws {
        try await Road.with { road in
            try await road.tell(["a", "b"], times: 3)
            let before = try await status(road.teller)
            #expect(before.log.events == 6)
            #expect(before.log.lastPosition == 6)
            #expect(before.log.days == 2)
            #expect(before.relay.lagEvents == 6)
            #expect(before.relay.leader == nil)
            try await road.leading { _ in
                let hasLeft = try await eventually { try await status(road.teller).relay.lagEvents == 0 }
                #expect(hasLeft)
                let after = try await status(road.teller)
                #expect(after.relay.leader != nil)
                #expect(after.relay.lagSeconds == 0)
                #expect(after.relay.reachedTransaction > before.relay.reachedTransaction)
            }
        }
    }

    @Test("is told to machines however many queues there are, as of a service with many partitions")
    func manyQueues() async throws {
        try await Road.withTables { _, configuration in
            var status = try await status(configuration)
            status.queues = (0..<1500).map { number in
                DeliveryStatus.Queue(name: "q\(number)", listener: "hearer", messages: 0, consumers: nil)
            }
            #expect(try DeliveryStatus(decoding: try status.encoded()) == status)
        }
    }

    @Test("names the transaction that holds the fence, and counts what has left ahead of it")
    func fence() async throws {
        try await Road.withTables { _, configuration in
            let writer = try await PostgresConnection.connect(configuration)
            try await writer.execute("UPDATE event_cursor SET ahead = '{3,5}'")
            try await writer.withTransaction { transaction in
                try await transaction.execute("SELECT pg_current_xact_id()")
                let relay = try await status(configuration).relay
                #expect(relay.fenceHolder?.contains("its transaction is") == true)
                #expect(relay.aheadEvents == 2)
            }
            await writer.close()
        }
    }

    @Test("shows what its own queues and those of its listeners hold, and which are missing")
    func queues() async throws {
        try await Road.with { road in
            let broker = try await AMQPAdministration.connect(road.virtualHost.configuration)
            let hearing = Subscription(subscriber: "tests", sources: [], partitioning: road.partitioning)
            let look = {
                try await DeliveryStatus.Queue.look(at: hearing, hearing: Road.publications, over: broker)
            }
            #expect(try await look().map(\.messages) == [nil, nil, nil])
            try await road.leading { _ in
                try await road.tell(["a", "b", "c", "d"])
                let hasArrived = try await eventually {
                    try await look().filter { $0.listener == "hearer" }.allSatisfy { ($0.messages ?? 0) > 0 }
                }
                #expect(hasArrived)
            }
            let queues = try await look()
            #expect(queues.map(\.name) == ["tests.dead-letter", "hearer.tests.note.0", "hearer.tests.note.1"])
            #expect(queues[0].messages == nil)
            #expect(queues[1].consumers == 0)
            await broker.close()
        }
    }

    @Test("counts what is parked by cause, what is missing, what is planned, and what is due")
    func waiting() async throws {
        try await ParkingLot.with { lot in
            try await lot.park("a", 1...3)
            try await lot.arrive(try lot.event("b", 1))
            for version: Int32 in [4, 5] { try await lot.arrive(try lot.event("b", version)) }
            let plan = try await lot.propose(.discard, ParkedCriteria(cause: .failed)).plan.number
            try await lot.pool.withTransaction { transaction in
                let due: [(subject: String, due: Instant, trace: TraceContext?)] = [
                    ("x", Instant(milliseconds: 1000), nil), ("y", Instant(milliseconds: 3000), nil),
                ]
                try Deadlines.set("pay-by", due, in: transaction)
            }
            let status = try await status(of: "hearer", lot.configuration, at: Instant(milliseconds: 2000))
            #expect(status.parked.map(\.cause) == [.behind, .failed, .gap])
            #expect(status.parked.map(\.events) == [2, 1, 2])
            #expect(status.gaps.map { [$0.missingFrom, $0.missingTo] } == [[2, 3]])
            #expect(status.gaps.map(\.held) == [2])
            #expect(status.openPlans.map(\.number) == [plan])
            #expect(status.inbox.events == 4)
            #expect(status.deadlines.map { [$0.due, $0.all] } == [[1, 2]])
        }
    }

    @Test("lists what waits by page and condition, and shows an event with what is before and behind it")
    func parked() async throws {
        try await ParkingLot.with { lot in
            let numbers = try await lot.park("a", 1...3)
            let unreadable = try await lot.park(unreadable: "{oops")
            try await lot.pool.withTransaction { transaction in
                let parked = ParkedEvents(in: transaction)
                #expect(try await parked.list(ParkedCriteria(), limit: 2).map(\.number) == Array(numbers.prefix(2)))
                let rest = try await parked.list(ParkedCriteria(), after: numbers[1], limit: 10)
                #expect(rest.map(\.number) == [numbers[2], unreadable])
                #expect(try await parked.list(ParkedCriteria(cause: .behind), limit: 10).count == 2)
                #expect(try await parked.list(ParkedCriteria(subject: "b"), limit: 10).isEmpty)
                let shown = try await parked.show(numbers[1])
                #expect(shown.waitsBehind.map(\.number) == [numbers[0]])
                #expect(shown.followers.map(\.number) == [numbers[2]])
                #expect(shown.content == #"{"subject":"a"}"#)
                #expect(shown.correlationID != nil)
                #expect(try await parked.show(unreadable).content == "{oops")
                await #expect(throws: ReplayRefusal.noSuchEvent(99)) { try await parked.show(99) }
            }
        }
    }
}
