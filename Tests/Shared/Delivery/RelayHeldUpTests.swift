import AMQP
import Eventing
import Glibc
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Delivery

@Suite("A relay that is held up", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(3)), .serialized)
struct RelayHeldUpTests {
    private static let silence = SilenceLimit(.seconds(1))

    @Test("loses the lead to another instance while its process is frozen, and stands by once it goes on")
    func frozen() async throws {
        try await Road.with { road in
            try await road.declare()
            try await road.tellerPool.execute("CREATE TABLE frozen (process integer)")
            let sleeper = Task { await expectToStandBy(road.virtualHost.name, road.teller.database) }
            var frozen: Int32?
            _ = try await eventually {
                frozen = try await road.tellerPool.query("SELECT process FROM frozen").decode(Int32.self).first
                return frozen != nil
            }
            let process = try #require(frozen)
            // A process that stays frozen outlives the tests.
            defer { kill(process, SIGCONT) }
            try await road.leading { relay in
                #expect(relay.currentStatus.isLeading)
                try await road.tell(["a"])
                #expect(await eventually { relay.currentStatus.published == 1 })
                kill(process, SIGCONT)
                await sleeper.value
                try await road.tell(["a"])
                #expect(await eventually { relay.currentStatus.published == 2 })
            }
        }
    }

    private func expectToStandBy(_ host: String, _ database: String) async {
        await #expect(processExitsWith: .success) { [host = host as String, database = database as String] in
            try await Sleeper(virtualHost: host, database: database).lead()
        }
    }

    @Test("keeps the lead while the broker takes no messages, and goes on once it does")
    func blocked() async throws {
        try await withBlockedRelay { road, publisher, relay, broker in
            let leader = try await leader(of: road)
            // What it says meanwhile, over more than the time after which a silent session is ended.
            var said: Set<Instant> = []
            let isHeard = try await eventually {
                said.formUnion(
                    try await road.tellerPool.query(
                        "SELECT query_start FROM pg_stat_activity WHERE pid = \(leader) AND query = 'SELECT'"
                    ).decode(Instant.self))
                return said.count >= 5
            }
            #expect(isHeard)
            #expect(relay.currentStatus.isLeading && relay.currentStatus.published == 0)
            await #expect {
                try await publisher.verify(queues: road.subscription.queues)
            } throws: { error in
                if case AMQPError.blocked = error { true } else { false }
            }
            try await broker.setMemoryAlarm(false)
            try await road.pumping { _ in
                let heard = try await road.heard(atLeast: 6)
                #expect(heard == ["a": [1, 2, 3], "b": [1, 2, 3]])
            }
            let leaderAfter = try await self.leader(of: road)
            #expect(leaderAfter == leader)
        }
    }

    @Test("stops soon though the broker takes no messages, and what it had in hand is told by the next one")
    func stopped() async throws {
        try await withBlockedRelay { road, publisher, relay, broker in
            let stopping = ContinuousClock.now
            relay.stop()
            #expect(await eventually { !relay.currentStatus.isLeading })
            await publisher.close()
            #expect(ContinuousClock.now - stopping < .seconds(5))
            #expect(relay.currentStatus.published == 0)
            try await broker.setMemoryAlarm(false)
            try await road.running {
                let heard = try await road.heard(atLeast: 6)
                #expect(heard == ["a": [1, 2, 3], "b": [1, 2, 3]])
            }
        }
    }

    /// Runs a relay over a broker that takes no messages from the moment that it leads, with events to tell.
    private func withBlockedRelay(
        _ body: (Road, AMQPPublisher, Relay, OwnServer) async throws -> Void
    ) async throws {
        let broker = try await OwnServer(.rabbitmq, instance: "blocked")
        let outcome: Result<Void, any Error>
        do {
            try await Road.with(over: broker) { road in
                try await road.declare()
                let publisher = road.publisher()
                let relay = road.relay(over: publisher, wakeup: road.wakeup, silence: Self.silence)
                let running = Task { await relay.run() }
                _ = await eventually { relay.currentStatus.isLeading }
                try await broker.setMemoryAlarm(true)
                try await road.tell(["a", "b"], times: 3)
                let isBlocked = await eventually {
                    if case .blocked = publisher.state { true } else { false }
                }
                #expect(isBlocked)
                let outcome: Result<Void, any Error>
                do { outcome = .success(try await body(road, publisher, relay, broker)) } catch {
                    outcome = .failure(error)
                }
                relay.stop()
                await running.value
                await publisher.close()
                try outcome.get()
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        try await broker.kill()
        try outcome.get()
    }

    /// The process of the server that holds the relay's lock.
    private func leader(of road: Road) async throws -> Int32 {
        let leaders = try await road.tellerPool.query(
            """
            SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = \(AdvisoryLock.relay)::oid
                AND objid = (hashtext(current_schema())::bigint & 4294967295)::oid
            """
        ).decode(Int32.self)
        return try #require(leaders.first)
    }
}

/// An instance of the teller in a process of its own, which freezes as soon as it leads.
private struct Sleeper {
    let virtualHost: String
    let database: String

    struct LeadsStill: Error {}

    /// Returns once it has noticed, after it was let go on, that it does not lead any more.
    func lead() async throws {
        let teller = LiveServers.postgres(database: database)
        let publisher = AMQPPublisher(LiveServers.rabbitmq(virtualHost: virtualHost))
        let relay = Relay(
            service: "tests", database: teller, publisher: publisher, publications: Road.publications,
            partitioning: Partitioning(count: 2), wakeup: Wakeup(), silence: SilenceLimit(.seconds(1)),
            logger: Road.logger)
        let running = Task { await relay.run() }
        guard await eventually({ relay.currentStatus.isLeading }) else { throw LeadsStill() }
        let witness = try await PostgresConnection.connect(teller)
        try await witness.execute("INSERT INTO frozen (process) VALUES (\(getpid()))")
        kill(getpid(), SIGSTOP)
        guard await eventually({ !relay.currentStatus.isLeading }) else { throw LeadsStill() }
        relay.stop()
        await running.value
        await publisher.close()
        await witness.close()
    }
}
