import Logging
import Postgres
import Synchronization
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("Instances of one service", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(2)))
struct MembershipTests {
    /// How long a partition may be without a holder, or with the wrong one.
    private static let limit = Duration.seconds(5)

    @Test("divide the partitions anew when one joins, and when one leaves")
    func joinAndLeave() async throws {
        try await Road.withTables { _, database in
            let instances = Instances(over: database, partitions: 4)
            let first = instances.start()
            #expect(await eventually(within: Self.limit) { first.held == [0, 1, 2, 3] })
            let second = instances.start()
            #expect(await eventually(within: Self.limit) { instances.areSettled([first, second]) })
            let third = instances.start()
            #expect(await eventually(within: Self.limit) { instances.areSettled([first, second, third]) })
            await first.leave()
            #expect(await eventually(within: Self.limit) { instances.areSettled([second, third]) })
            await second.leave()
            #expect(await eventually(within: Self.limit) { third.held == [0, 1, 2, 3] })
            await third.leave()
            #expect(instances.held.isEmpty && instances.doubles == 0)
        }
    }

    @Test("that are more than the partitions stand by, and step in")
    func standBy() async throws {
        try await Road.withTables { _, database in
            let instances = Instances(over: database, partitions: 1)
            let members = (0..<3).map { _ in instances.start() }
            #expect(await eventually(within: Self.limit) { members.allSatisfy { $0.status.living == 3 } })
            #expect(await eventually(within: Self.limit) { instances.held == [0] })
            for member in members {
                await member.leave()
                if member !== members.last {
                    #expect(await eventually(within: Self.limit) { instances.held == [0] })
                }
            }
            #expect(instances.doubles == 0)
        }
    }

    @Test("lose what they hold with their session, have it taken over, and come back")
    func sessionEnds() async throws {
        try await Road.withTables { pool, database in
            let instances = Instances(over: database, partitions: 4)
            let first = instances.start()
            #expect(await eventually(within: Self.limit) { first.held.count == 4 })
            let second = instances.start()
            #expect(await eventually(within: Self.limit) { instances.areSettled([first, second]) })
            let taken = instances.takeovers
            try await pool.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE \(unescaped: Self.isLock(of: 0))")
            #expect(await eventually(within: Self.limit) { instances.takeovers > taken })
            #expect(await eventually(within: Self.limit) { instances.areSettled([first, second]) })
            await first.leave()
            await second.leave()
        }
    }

    @Test("have their partitions taken over when they say nothing any more, as one that is held up does")
    func silent() async throws {
        try await Road.withTables { _, database in
            let silent = try await MemberSession.join(database, silence: SilenceLimit(.seconds(1)))
            #expect(try await silent.lock(partition: 0))
            let instances = Instances(over: database, partitions: 2)
            let other = instances.start()
            #expect(await eventually(within: Self.limit) { other.held == [0, 1] })
            await #expect(throws: PostgresError.self) { try await silent.place() }
            await silent.close()
            await other.leave()
        }
    }

    /// Whether a row of `pg_locks` is of a partition's lock.
    private static func isLock(of partition: Int) -> String {
        """
        locktype = 'advisory' AND classid = \(AdvisoryLock.partition(partition))::oid
            AND objid = (hashtext(current_schema())::bigint & 4294967295)::oid
        """
    }

    /// Two instances of four partitions, of which the first has to let go of two, and cannot.
    private func heldUp(_ instances: Instances) async -> (first: Member, second: Member) {
        let first = instances.start()
        #expect(await eventually(within: Self.limit) { first.held.count == 4 })
        instances.heldUp.withLock { $0 = first.held }
        let second = instances.start()
        #expect(await eventually(within: Self.limit) { instances.leaving.count == 2 })
        return (first, second)
    }

    @Test("are not taken for dead while they wait for what is in hand, for longer than they may say nothing")
    func slowToLetGo() async throws {
        try await Road.withTables { pool, database in
            let instances = Instances(over: database, partitions: 4, silence: SilenceLimit(.seconds(4)))
            let (first, second) = await heldUp(instances)
            let start = try await pool.query("SELECT clock_timestamp()").decode(Instant.self)[0]
            let slow = try #require(instances.leaving.first)
            #expect(
                try await eventually(within: .seconds(20)) {
                    try await pool.query(
                        """
                        SELECT true FROM pg_locks JOIN pg_stat_activity USING (pid)
                        WHERE \(unescaped: Self.isLock(of: slow)) AND state_change > \(start + .seconds(9))
                        """
                    ).decode(Bool.self) == [true]
                })
            #expect(second.held == [] && second.status.living == 2)
            instances.heldUp.withLock { $0 = [] }
            #expect(await eventually(within: Self.limit) { instances.areSettled([first, second]) })
            #expect(instances.doubles == 0)
            await first.leave()
            await second.leave()
        }
    }

    @Test("that lose their session while they wait for what is in hand let go of all else meanwhile")
    func sessionEndsMeanwhile() async throws {
        try await Road.withTables { pool, database in
            let instances = Instances(over: database, partitions: 4)
            let (first, second) = await heldUp(instances)
            let slow = instances.leaving
            instances.heldUp.withLock { $0 = slow }
            let partition = try #require(slow.first)
            try await pool.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE \(unescaped: Self.isLock(of: partition))")
            #expect(await eventually(within: Self.limit) { first.held == slow })
            #expect(await eventually(within: Self.limit) { second.held.count == 4 })
            instances.heldUp.withLock { $0 = [] }
            #expect(await eventually(within: Self.limit) { instances.areSettled([first, second]) })
            await first.leave()
            await second.leave()
        }
    }

    @Test("leave a partition that cannot be taken to be tried again")
    func cannotTake() async throws {
        try await Road.withTables { _, database in
            let instances = Instances(over: database, partitions: 2)
            instances.refusals.withLock { $0 = [1: 2] }
            let only = instances.start()
            #expect(await eventually(within: Self.limit) { only.held == [0, 1] })
            #expect(instances.refusals.withLock { $0[1] } == 0)
            await only.leave()
        }
    }
}

/// Instances over one schema, and what each of them works.
private final class Instances: Sendable {
    let database: PostgresConfiguration
    let partitions: Int
    let silence: SilenceLimit
    /// What is not let go of before it is taken out here, as if something were in hand of it.
    let heldUp = Mutex<Set<Int>>([])
    private let departures = Mutex<Set<Int>>([])
    let refusals = Mutex<[Int: Int]>([:])
    private let holders = Mutex<[Int: Int]>([:])
    private let counts = Mutex((doubles: 0, takeovers: 0))

    struct Refused: Error {}

    init(over database: PostgresConfiguration, partitions: Int, silence: SilenceLimit = .usual) {
        self.database = database
        self.partitions = partitions
        self.silence = silence
    }

    func start() -> Member { Member(of: self) }

    /// The partitions that are worked.
    var held: Set<Int> { Set(holders.withLock { $0.filter { $0.value > 0 }.keys }) }
    /// What is being let go of.
    var leaving: Set<Int> { departures.withLock { $0 } }
    /// How often a partition was worked by two at once.
    var doubles: Int { counts.withLock { $0.doubles } }
    /// How often a partition was taken.
    var takeovers: Int { counts.withLock { $0.takeovers } }

    func areSettled(_ members: [Member]) -> Bool {
        let shares = members.map(\.held)
        let sizes = shares.map(\.count)
        return shares.reduce(0) { $0 + $1.count } == partitions && held.count == partitions
            && (sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1 && members.allSatisfy { $0.status.living == members.count }
    }

    func begin(_ partition: Int) throws {
        try refusals.withLock { refusals in
            guard let left = refusals[partition], left > 0 else { return }
            refusals[partition] = left - 1
            throw Refused()
        }
        let holders = holders.withLock { holders in
            holders[partition, default: 0] += 1
            return holders[partition] ?? 0
        }
        counts.withLock { counts in
            counts.takeovers += 1
            if holders > 1 { counts.doubles += 1 }
        }
    }

    func end(_ partition: Int) async {
        departures.withLock { _ = $0.insert(partition) }
        _ = await eventually(within: .seconds(30)) { heldUp.withLock { !$0.contains(partition) } }
        departures.withLock { _ = $0.remove(partition) }
        holders.withLock { $0[partition, default: 0] -= 1 }
    }
}

/// One instance, and the partitions that it works.
private final class Member: PartitionWork {
    private let instances: Instances
    private let membership = Mutex<(membership: Membership, running: Task<Void, Never>)?>(nil)

    init(of instances: Instances) {
        self.instances = instances
        var logger = Logger(label: "member")
        logger.logLevel = .critical
        let membership = Membership(
            database: instances.database, partitions: instances.partitions, work: [self], silence: instances.silence,
            logger: logger)
        self.membership.withLock { $0 = (membership, Task { await membership.run() }) }
    }

    var status: MembershipStatus { membership.withLock { $0?.membership.currentStatus } ?? MembershipStatus() }
    var held: Set<Int> { status.held }

    func leave() async {
        guard let (membership, running) = membership.withLock({ $0 }) else { return }
        membership.stop()
        await running.value
        self.membership.withLock { $0 = nil }
    }

    func take(partition: Int) throws { try instances.begin(partition) }
    func release(partition: Int) async { await instances.end(partition) }
}
