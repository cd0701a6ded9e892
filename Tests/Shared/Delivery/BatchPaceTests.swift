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

    /// A batch that takes 5 ms, and how long was to be waited for it.
    private func take(_ pace: inout BatchPace, at moment: Duration, isLarge: Bool = false) -> Duration? {
        let rest = pace.rest(at: start + moment)
        pace.taken(at: start + moment + (rest ?? .zero))
        pace.settled(isLarge: isLarge, at: start + moment + (rest ?? .zero) + .milliseconds(5))
        return rest
    }

    @Test("lets what follows small batches gather, and neither what comes after a silence nor the next behind that")
    func gathers() {
        var pace = BatchPace(patience: .milliseconds(100))
        for silence in [Duration.zero, .seconds(1), .seconds(2)] {
            #expect(take(&pace, at: silence) == nil)
            #expect(take(&pace, at: silence + .milliseconds(10)) == nil)
            #expect(take(&pace, at: silence + .milliseconds(40)) == .milliseconds(75))
            #expect(take(&pace, at: silence + .milliseconds(130)) == .milliseconds(90))
            // Nothing came for a while, but for less than would be a silence.
            #expect(take(&pace, at: silence + .milliseconds(400)) == nil)
            #expect(take(&pace, at: silence + .milliseconds(420)) == .milliseconds(85))
        }
    }

    @Test("lets nothing wait behind a large batch, nor where somebody waits")
    func goesOn() {
        var pace = BatchPace(patience: .milliseconds(100))
        for moment in 0..<4 { #expect(take(&pace, at: .milliseconds(10 * moment), isLarge: true) == nil) }
        #expect(take(&pace, at: .milliseconds(50)) == nil)
        #expect(take(&pace, at: .milliseconds(60)) == .milliseconds(95))
        var impatient = BatchPace(patience: .zero)
        for moment in 0..<4 { #expect(take(&impatient, at: .milliseconds(10 * moment)) == nil) }
    }

    @Test(
        "has a patient listener hear the first two at once, and the others together",
        .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
    func live() async throws {
        try await Road.with { road in
            try await road.declare()
            let consumer = road.consumer()
            let pump = road.pump(over: consumer, patience: .seconds(2))
            let running = Task { await pump.run() }
            for partition in 0..<road.partitioning.count { try await pump.take(partition: partition) }
            for version in Int32(1)...2 {
                try await road.publish([road.event("first", version)])
                let isHeard = try await eventually(within: .seconds(1)) { try await road.heardCount() == Int(version) }
                #expect(isHeard)
            }
            for number in 0..<20 { try await road.publish([road.event("later-\(number)", 1)]) }
            let areHeard = try await eventually { try await road.heardCount() == 22 }
            #expect(areHeard)
            // What is heard in one transaction has its id.
            let transactions = try await road.hearerPool.query("SELECT count(DISTINCT xmin::text) FROM heard")
            #expect(try transactions.decode(Int.self) == [3])
            pump.stop()
            await running.value
            await consumer.close()
        }
    }
}
