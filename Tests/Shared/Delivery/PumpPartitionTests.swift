import AMQP
import Eventing
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("A pump's partitions", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(2)))
struct PumpPartitionTests {
    private let subjects = (0..<20).map { "s\($0)" }

    private func all(_ times: Int32) -> [String: [Int32]] {
        Dictionary(uniqueKeysWithValues: subjects.map { ($0, Array(1...times)) })
    }

    @Test("are handled by who holds them, and by nobody while nobody does")
    func held() async throws {
        try await Road.with { road in
            try await road.leading { _ in
                try await road.pumping(0..<1) { first in
                    try await road.tell(subjects)
                    let own = subjects.filter { road.partitioning.partition(of: $0) == 0 }
                    let heard = try await road.heard(atLeast: own.count)
                    #expect(Set(heard.keys) == Set(own))
                    #expect(first.currentStatus.partitions == [0])
                    try await road.pumping(1..<2) { second in
                        let heardByBoth = try await road.heard(atLeast: 20)
                        #expect(heardByBoth == all(1))
                        #expect(second.currentStatus.handled == 20 - own.count)
                    }
                    #expect(first.currentStatus.handled == own.count)
                }
            }
        }
    }

    @Test("go from one instance to another under load, again and again, with nothing delivered twice or out of order")
    func moved() async throws {
        try await Road.with { road in
            try await road.leading { _ in
                try await road.pumping(0..<2) { first in
                    try await road.pumping(0..<0) { second in
                        async let telling: Void = road.tell(subjects, times: 200)
                        var (from, to) = (first, second)
                        for _ in 0..<6 {
                            let handled = to.currentStatus.handled
                            for partition in 0..<2 {
                                await from.release(partition: partition)
                                try await to.take(partition: partition)
                            }
                            #expect(from.currentStatus.partitions.isEmpty)
                            _ = await eventually(within: .seconds(1)) { to.currentStatus.handled > handled }
                            swap(&from, &to)
                        }
                        try await telling
                        let heard = try await road.heard(atLeast: 4000)
                        #expect(heard == all(200))
                        #expect(first.currentStatus.handled > 0 && second.currentStatus.handled > 0)
                        #expect(first.currentStatus.repeated + second.currentStatus.repeated == 0)
                    }
                }
            }
        }
    }
}
