import AMQP
import Logging
import Postgres
import Testing
import TestSupport

@testable import Delivery

@Suite("A pump in an outage", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(3)), .serialized)
struct PumpOutageTests {
    private let subjects = (0..<20).map { "s\($0)" }

    private func all(_ times: Int32) -> [String: [Int32]] {
        Dictionary(uniqueKeysWithValues: subjects.map { ($0, Array(1...times)) })
    }

    /// Runs a road whose hearer has a database server of its own.
    private func withServer(_ body: (Road, OwnServer) async throws -> Void) async throws {
        let server = try await OwnServer(.postgres, instance: "pump")
        let outcome: Result<Void, any Error>
        do {
            try await Road.with(hearerOn: server) { try await body($0, server) }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        try await server.kill()
        try outcome.get()
    }

    @Test("holds its batch while the database is away, parks nothing, says so once, and goes on")
    func held() async throws {
        try await withServer { road, server in
            let recorder = Recorder()
            let logger = Logger(label: "pump") { _ in Recording(recorder: recorder) }
            try await road.pumping(logger: logger) { pump in
                try await road.leading { _ in
                    try await road.tell(subjects, times: 5)
                    _ = try await road.heard(atLeast: 100)
                    try await server.kill()
                    try await road.tell(subjects, times: 5)
                    #expect(await eventually { pump.currentStatus.heldSince != nil })
                    try await server.start()
                    #expect(await eventually { pump.currentStatus.handled == 200 })
                    let heard = try await road.heard()
                    #expect(heard == all(10))
                    #expect(try await road.parked() == [])
                    #expect(pump.currentStatus.heldSince == nil)
                    #expect(pump.currentStatus.repeated == 0)
                }
            }
            // A server that takes long to come back is mentioned again.
            #expect(recorder.warnings.first == "holding a batch while the database is away")
            #expect(
                recorder.warnings.dropFirst().allSatisfy { $0 == "still holding a batch while the database is away" })
        }
    }

    @Test("gives its batch back when the outage is long, takes nothing before it is over, and goes on")
    func givenBack() async throws {
        try await withServer { road, server in
            try await road.pumping(maximumHold: .zero) { pump in
                try await road.leading { _ in
                    try await road.tell(subjects)
                    _ = try await road.heard(atLeast: 20)
                    try await server.kill()
                    try await road.tell(subjects, times: 5)
                    #expect(await eventually { pump.currentStatus.heldSince != nil })
                    #expect(await eventually { await pump.consumer.returnCount == 1 })
                    #expect(await pump.consumer.unacknowledged == 0)
                    try await server.start()
                    #expect(await eventually { pump.currentStatus.handled == 120 })
                    let heard = try await road.heard()
                    #expect(heard == all(6))
                    #expect(try await road.parked() == [])
                }
            }
        }
    }

    @Test("stops at once though it holds a batch, which comes again")
    func stopped() async throws {
        try await withServer { road, server in
            try await road.leading { _ in
                var stop = ContinuousClock.now
                try await road.pumping { pump in
                    try await server.kill()
                    try await road.tell(subjects)
                    #expect(await eventually { pump.currentStatus.heldSince != nil })
                    stop = .now
                }
                #expect(ContinuousClock.now - stop < .seconds(1))
                try await server.start()
                try await road.pumping { pump in
                    #expect(await eventually { pump.currentStatus.handled == 20 })
                    let heard = try await road.heard()
                    #expect(heard == all(1))
                    #expect(pump.currentStatus.repeated == 0)
                }
            }
        }
    }

    @Test("lets go of a partition though it holds a batch, which comes again to who takes it")
    func released() async throws {
        try await withServer { road, server in
            try await road.leading { _ in
                try await road.pumping { first in
                    try await server.kill()
                    try await road.tell(subjects)
                    #expect(await eventually { first.currentStatus.heldSince != nil })
                    async let released: Void = first.release(partition: 0)
                    #expect(await eventually { await first.consumer.unacknowledged == 0 })
                    try await server.start()
                    await released
                    try await road.pumping(0..<1) { second in
                        let heard = try await road.heard(atLeast: 20)
                        #expect(heard == all(1))
                        #expect(second.currentStatus.handled > 0)
                    }
                }
            }
        }
    }
}
