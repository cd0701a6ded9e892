import AMQP
import Eventing
import Glibc
import Logging
import Postgres
import Testing
import TestSupport

@testable import Delivery

@Suite("A pump whose process dies", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(3)))
struct PumpCrashTests {
    @Test("finds the event that kills it, parks it after two attempts, and handles all others")
    func fatal() async throws {
        try await Road.with { road in
            let (host, database) = (road.virtualHost.name, road.hearer.database)
            // The first two processes die of the whole batch, the next two of the event alone.
            try await road.declare()
            try await road.publish([
                road.event("a", 1), road.event("deadly", 1), road.event("b", 1), road.event("deadly", 2),
            ])
            for _ in 0..<4 {
                await #expect(processExitsWith: .signal(SIGKILL)) {
                    [host = host as String, database = database as String] in
                    try await Mortal(virtualHost: host, database: database).pump()
                }
            }
            try await road.pumping { pump in
                let parked = ["deadly 1 fatal", "deadly 2 behind"]
                let isParked = try await eventually { try await road.parked() == parked }
                #expect(isParked)
                let heard = try await road.heard(atLeast: 2)
                #expect(heard == ["a": [1], "b": [1]])
                let attempts = try await road.hearerPool.query(
                    "SELECT attempts FROM parked_events WHERE cause = 'fatal'"
                ).decode(Int32.self)
                #expect(attempts == [2])
                let left = try await road.hearerPool.query("SELECT count(*) FROM handling_attempt").decode(Int.self)
                #expect(left == [0])
                // The backlog is past, and all is as ever.
                var news: [EventEnvelope] = []
                for version in Int32(2)...30 { news.append(try road.event("a", version)) }
                try await road.publish(news)
                let later = try await road.heard(atLeast: 31)
                #expect(later == ["a": Array(1...30), "b": [1]])
                let isUsual = await eventually { !pump.carefulQueues.contains(road.queue(of: "a")) }
                #expect(isUsual)
            }
        }
    }
}

/// A hearer in a process of its own, which kills it with the event of a subject named `deadly`.
private struct Mortal {
    let virtualHost: String
    let database: String

    func pump() async throws {
        let partitioning = Partitioning(count: 2)
        let subscription = Subscription(subscriber: "hearer", sources: [Noted.type.source], partitioning: partitioning)
        let pool = PostgresPool(
            configuration: PoolConfiguration(
                connection: LiveServers.postgres(database: database), maximumConnections: 2))
        var handlers = EventHandlers()
        handlers.on(Noted.self) { events, transaction in
            if events.contains(where: { $0.body.subject == "deadly" }) { kill(getpid(), SIGKILL) }
            return try await Road.keep(events, in: transaction)
        }
        let pump = Pump(
            subscription: subscription,
            consumer: AMQPConsumer(
                LiveServers.rabbitmq(virtualHost: virtualHost), topology: subscription.topology, prefetch: 100),
            pool: pool, handlers: handlers, log: EventLog(partitioning: partitioning, wakeup: Wakeup()),
            logger: Logger(label: "mortal"))
        for partition in 0..<partitioning.count { try await pump.take(partition: partition) }
        await pump.run()
    }
}
