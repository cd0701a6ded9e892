import AMQP
import Eventing
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Delivery

@Suite("The pace of batches")
struct BatchPaceTests {
    private let start = ContinuousClock.now

    @Test("lets what follows a small batch gather, and nothing after a silence")
    func gathers() {
        var pace = BatchPace(patience: .milliseconds(100))
        #expect(pace.rest(at: start) == nil)
        pace.settled(isLarge: false, at: start)
        #expect(pace.rest(at: start + .milliseconds(30)) == .milliseconds(70))
        #expect(pace.rest(at: start + .milliseconds(100)) == nil)
        #expect(pace.rest(at: start + .seconds(9)) == nil)
    }

    @Test("lets nothing wait behind a large batch, nor where somebody waits")
    func goesOn() {
        var pace = BatchPace(patience: .milliseconds(100))
        pace.settled(isLarge: true, at: start)
        #expect(pace.rest(at: start) == nil)
        var impatient = BatchPace(patience: .zero)
        impatient.settled(isLarge: false, at: start)
        #expect(impatient.rest(at: start) == nil)
    }

    @Test(
        "has a patient listener hear the first at once, and the others together", .enabled(if: LiveServers.arePresent),
        .timeLimit(.minutes(1)))
    func live() async throws {
        try await Road.with { road in
            try await road.declare()
            let consumer = road.consumer()
            let pump = road.pump(over: consumer, patience: .seconds(2))
            let running = Task { await pump.run() }
            for partition in 0..<road.partitioning.count { try await pump.take(partition: partition) }
            try await road.publish([road.event("first", 1)])
            let isHeard = try await eventually(within: .seconds(1)) { try await road.heardCount() == 1 }
            #expect(isHeard)
            for number in 0..<20 { try await road.publish([road.event("later-\(number)", 1)]) }
            let areHeard = try await eventually { try await road.heardCount() == 21 }
            #expect(areHeard)
            // What is heard in one transaction has its id.
            let transactions = try await road.hearerPool.query("SELECT count(DISTINCT xmin::text) FROM heard")
            #expect(try transactions.decode(Int.self) == [2])
            pump.stop()
            await running.value
            await consumer.close()
        }
    }
}
