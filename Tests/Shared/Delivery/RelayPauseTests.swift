import AMQP
import Eventing
import Logging
import Postgres
import TestSupport
import Testing

@testable import Delivery

@Suite("A relay whose database is away", .timeLimit(.minutes(1)))
struct RelayPauseTests {
    @Test("tries as seldom as its backoff says however busily commits wake it, and says once that it pauses")
    func rate() async throws {
        try await withRelay { relay, wakeup, door, log in
            async let relaying: Void = relay.run()
            let start = ContinuousClock.now
            while ContinuousClock.now < start + .seconds(3) {
                wakeup.signal()
                try await Task.sleep(for: .milliseconds(1))
            }
            let calls = door.callCount
            // Pauses of 100 ms, doubled each time and each shortened by a half at most: the first six last 3.15 s.
            #expect((3...6).contains(calls))
            #expect(log.warnings == ["the relay pauses"])
            relay.stop()
            await relaying
        }
    }

    @Test("stops at once in the midst of a pause")
    func stop() async throws {
        try await withRelay { relay, _, door, _ in
            async let relaying: Void = relay.run()
            // The sixth pause lasts 1.6 s at least.
            #expect(await eventually { door.callCount == 6 })
            let stopping = ContinuousClock.now
            relay.stop()
            await relaying
            #expect(ContinuousClock.now - stopping < .seconds(1))
        }
    }

    private func withRelay(_ body: (Relay, Wakeup, ClosedDoor, Recorder) async throws -> Void) async throws {
        let door = try ClosedDoor()
        defer { door.remove() }
        let log = Recorder()
        let wakeup = Wakeup()
        let publisher = AMQPPublisher(
            AMQPConfiguration(host: "127.0.0.1", port: 1, user: "u", password: "p", connectionName: "tests"))
        let relay = Relay(
            service: "tests",
            database: PostgresConfiguration(
                host: "127.0.0.1", port: door.port, database: "d", user: "u", applicationName: "tests"),
            publisher: publisher, publications: [], partitioning: Partitioning(count: 1), wakeup: wakeup,
            logger: Logger(label: "relay") { _ in Recording(recorder: log) })
        try await body(relay, wakeup, door, log)
        await publisher.close()
    }
}
