import AMQP
import Eventing
import Postgres
import Testing
import TestSupport

@testable import Delivery

@Suite("Instances of a service under load", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(3)))
struct InstanceRoadTests {
    /// How long a partition may be without a holder, or with the wrong one.
    private static let limit = Duration.seconds(5)
    private let subjects = (0..<20).map { "s\($0)" }
    /// How many events are told ahead of those that are heard: as much load as the partitions move under, however fast or
    /// slowly the machine handles them.
    private static let maximumAhead = 200

    @Test("divide its partitions as they join, leave and die, and nothing is lost, heard twice or out of order")
    func comeAndGo() async throws {
        try await Road.with(partitions: 4) { road in
            try await road.leading { _ in
                let rounds = try await telling(on: road) {
                    let first = try await HearingInstance(on: road)
                    await expectShares(of: [first])
                    let second = try await HearingInstance(on: road)
                    await expectShares(of: [first, second])
                    let third = try await HearingInstance(on: road)
                    await expectShares(of: [first, second, third])
                    await expectProgress(of: [first, second, third])

                    await second.die()
                    await expectShares(of: [first, third])
                    await first.leave()
                    await expectShares(of: [third])
                    let fourth = try await HearingInstance(on: road)
                    await expectShares(of: [third, fourth])
                    await expectProgress(of: [third, fourth])
                    return [third, fourth]
                }
                try await expectAllHeard(rounds, on: road)
            }
        }
    }

    @Test("lose their sessions under load, have their partitions taken over, and come back")
    func sessionsEnd() async throws {
        try await Road.with(partitions: 4) { road in
            try await road.leading { _ in
                let rounds = try await telling(on: road) {
                    let instances = [try await HearingInstance(on: road), try await HearingInstance(on: road)]
                    await expectShares(of: instances)
                    for _ in 0..<4 {
                        let ended = try await endFirstSession(of: road)
                        let isReplaced = try await eventually(within: Self.limit) {
                            let living = try await sessions(of: road)
                            return living.count == 2 && !living.contains(ended)
                        }
                        #expect(isReplaced)
                        await expectShares(of: instances)
                        await expectProgress(of: instances)
                    }
                    return instances
                }
                try await expectAllHeard(rounds, on: road)
            }
        }
    }

    /// Tells of each subject again and again while the body runs, then lets the instances that it returns leave once all
    /// is heard, and returns how often it told.
    private func telling(on road: Road, _ body: () async throws -> [HearingInstance]) async throws -> Int {
        let (rounds, instances) = try await road.tellingAgain(subjects, maximumAhead: Self.maximumAhead, body)
        _ = try await road.heard(atLeast: rounds * subjects.count)
        for instance in instances { await instance.leave() }
        return rounds
    }

    /// Waits until the instances hold every partition once, none more than one above another.
    private func expectShares(of instances: [HearingInstance]) async {
        let start = ContinuousClock.now
        let areShared = await eventually(within: Self.limit) {
            let shares = instances.map(\.held)
            let sizes = shares.map(\.count)
            return shares.flatMap { $0 }.sorted() == [0, 1, 2, 3] && (sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1
        }
        #expect(areShared, "\(instances.map(\.held)) after \(ContinuousClock.now - start)")
    }

    /// Waits until each instance has handled something more.
    private func expectProgress(of instances: [HearingInstance]) async {
        let before = instances.map(\.handled)
        #expect(await eventually { zip(instances, before).allSatisfy { $0.handled > $1 } })
    }

    private func expectAllHeard(_ rounds: Int, on road: Road) async throws {
        let heard = try await road.heard()
        for subject in subjects {
            #expect(heard[subject] == Array(1...Int32(rounds)), "\(subject)")
        }
        let parked = try await road.hearerPool.query("SELECT count(*) FROM parked_events").decode(Int.self)
        #expect(parked == [0])
    }

    /// The processes of the server that hold the lock of the living.
    private func sessions(of road: Road) async throws -> [Int32] {
        try await road.hearerPool.query(
            """
            SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = \(AdvisoryLock.instances)::oid
                AND objid = (hashtext(current_schema())::bigint & 4294967295)::oid
            ORDER BY pid
            """
        ).decode(Int32.self)
    }

    private func endFirstSession(of road: Road) async throws -> Int32 {
        let first = try #require(try await sessions(of: road).first)
        try await road.hearerPool.execute("SELECT pg_terminate_backend(\(first))")
        return first
    }
}

/// An instance of the hearer, with what a process has of its own.
private final class HearingInstance: Sendable {
    private let consumer: AMQPConsumer
    private let pump: Pump
    private let membership: Membership
    private let running: Task<Void, Never>

    init(on road: Road) async throws {
        let consumer = road.consumer()
        try await consumer.connected(within: .seconds(20))
        let pump = road.pump(over: consumer)
        let membership = Membership(
            database: road.hearer, partitions: road.partitioning.count, pump: pump, soleWork: [], logger: Road.logger)
        self.consumer = consumer
        self.pump = pump
        self.membership = membership
        running = Task {
            async let pumping: Void = pump.run()
            await membership.run()
            await pumping
        }
    }

    /// The partitions that it both holds and consumes.
    var held: Set<Int> { membership.currentStatus.held.intersection(pump.currentStatus.partitions) }
    var handled: Int { pump.currentStatus.handled }

    /// Ends as a service does that is told to stop.
    func leave() async {
        membership.stop()
        pump.stop()
        await running.value
        await consumer.close()
    }

    /// Ends with what is in hand, which is neither committed nor acknowledged.
    func die() async {
        await consumer.close(within: .zero)
        running.cancel()
        await running.value
    }
}
