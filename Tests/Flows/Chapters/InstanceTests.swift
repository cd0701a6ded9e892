import Eventing
import TestSupport
import Testing

@testable import Story

@Suite("Several instances of a service", .enabled(if: LiveServers.arePresent), .serialized)
struct InstanceTests {
    /// How long it may take until every partition is with one of the living, each with its share.
    private static let limit = Duration.seconds(5)

    @Test(
        "share its partitions, take over from one that is killed within 5 s, and nothing is lost or out of order",
        .timeLimit(.minutes(8)))
    func shared() async throws {
        try await playing("instances", migrated: Stage.services, running: Stage.services) { stage in
            let crowd = try await Crowd(shoppingOn: stage)
            try await crowd.order {
                for replica in [2, 3] {
                    try await stage.script("service", ["start", stage.instance, "catalogue", "\(replica)"])
                    try await expectShares(of: Array(1...replica), on: stage)
                }
            }
            try await crowd.order {
                try await stage.script("service", ["kill", stage.instance, "catalogue", "2"])
                try await expectShares(of: [1, 3], on: stage)
            }
            try await crowd.order {
                try await stage.script("service", ["kill", stage.instance, "catalogue", "1"])
                try await expectShares(of: [3], on: stage)
            }
            // What the dead ones had in hand is taken with care, one by one, and a partition is given away behind it.
            try await crowd.expectSettled(on: stage, after: "two of three were killed")
            try await crowd.order {
                try await stage.script("service", ["start", stage.instance, "catalogue"])
                try await expectShares(of: [1, 3], on: stage)
            }
            try await crowd.expectNothingLost(on: stage, after: "instances of catalogue came and went")
        }
    }

    /// Waits until the living replicas hold all partitions, none more than one above another.
    private func expectShares(of living: [Int], on stage: Stage) async throws {
        var apis: [ServiceAPI] = []
        for replica in living { apis.append(try await stage.api("catalogue", replica: replica)) }
        var held: [Int] = []
        let partitions = Partitioning.usual.count
        let areShared = try await eventually(within: Self.limit) {
            held = []
            for api in apis { held.append(try await api.metric("throughtrain_partitions_held")) }
            return held.reduce(0, +) == partitions && (held.max() ?? 0) - (held.min() ?? 0) <= 1
        }
        #expect(areShared, "\(living) hold \(held) of \(partitions) partitions")
    }
}

extension ServiceAPI {
    /// The value of a metric without labels.
    func metric(_ name: String) async throws -> Int {
        let text = String(decoding: try await get("/metrics").body, as: UTF8.self)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + " ") }, "\(name) is told")
        return try #require(line.split(separator: " ").last.flatMap { Double($0) }.map { Int($0) })
    }
}
