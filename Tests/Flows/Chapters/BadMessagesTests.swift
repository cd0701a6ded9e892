import AMQP
import Accounting
import Eventing
import Foundation
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("Bad messages on the bus", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(20)))
struct BadMessagesTests {
    /// How many, unless `THROUGHTRAIN_MESSAGES` says another number.
    private static let usualCount = 10_000
    private static let wave = 500
    /// What a service may hold in the end beyond what it held after a tenth of the flood, in megabytes.
    private static let growth = 64.0

    @Test(
        "end no process and fill no memory: good events between them are handled, and every bad one is parked with its reason"
    )
    func flood() async throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["THROUGHTRAIN_MESSAGES"].flatMap(Int.init) ?? Self.usualCount
        let seed = environment["THROUGHTRAIN_SEED"].flatMap(UInt64.init) ?? 1
        try await playing("bad-messages", migrated: ["logistics"], running: ["logistics"]) { stage in
            let programs = stage.programs(services: ["logistics"]).filter { $0.name == "logistics" }
            let processes = try ProcessAccounting.processes(of: programs)
            let door = try await BusDoor(to: stage, as: "orders")
            var messages = BadMessages(seed: seed)
            var account = FloodAccount()
            let steady = try messages.steady(Int32(count / 100))
            var held: Double?
            var sent = 0
            while sent < count {
                var wave = try (0..<Self.wave).map { _ in try messages.next() }
                wave += steady.dropFirst(sent / 100).prefix(Self.wave / 100)
                account.note(wave)
                try await door.publish(wave.map(\.message))
                sent += Self.wave
                if held == nil, sent >= count / 10 {
                    try await account.settle(try messages.last(), through: door, on: stage)
                    held = try PrivateMemory.megabytes(of: programs)["logistics"]
                }
            }
            try await account.settle(try messages.last(), through: door, on: stage)
            await door.close()

            #expect(try ProcessAccounting.processes(of: programs) == processes, "a process ended; seed \(seed)")
            let before = try #require(held)
            let after = try #require(try PrivateMemory.megabytes(of: programs)["logistics"])
            #expect(after - before < Self.growth, "\(before) MB, then \(after) MB; seed \(seed)")
            #expect(try await account.faults(on: stage) == [], "seed \(seed)")
            let metrics = try await stage.api("logistics").send("GET", "/metrics").body
            let name = "throughtrain_events_unknown_total "
            let line = String(decoding: metrics, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(name) }
            // A byte that was changed may have made a version another one, too.
            let passed = try #require(line.flatMap { Int($0.dropFirst(name.count)) })
            #expect(passed >= account.count(of: .unknownVersion) && passed > 0, "seed \(seed)")
            print(account.summary(ofMessages: sent, before: before, after: after))
        }
    }
}
