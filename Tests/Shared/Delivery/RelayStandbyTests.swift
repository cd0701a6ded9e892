import AMQP
import TestSupport
import Testing

@testable import Delivery

@Suite("An instance that does not lead the relay", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct RelayStandbyTests {
    @Test("lets the leader know of what it tells, which would not look for it by itself for long")
    func forwards() async throws {
        try await Road.with { road in
            try await road.declare()
            let publishers = [road.publisher(), road.publisher()]
            let leader = road.relay(over: publishers[0], pollInterval: .seconds(600))
            async let leading: Void = leader.run()
            #expect(await eventually { leader.currentStatus.isLeading })
            let standby = road.relay(over: publishers[1], wakeup: road.wakeup, pollInterval: .seconds(600))
            async let standing: Void = standby.run()
            for round in 1...5 {
                try await road.tell(["a"])
                #expect(await eventually { leader.currentStatus.published == round })
            }
            #expect(!standby.currentStatus.isLeading)
            leader.stop()
            standby.stop()
            _ = await (leading, standing)
            for publisher in publishers { await publisher.close() }
        }
    }
}
