internal import AMQP
public import Logging
public import Postgres
import Synchronization

/// One instance's part in its service: it takes its share of the partitions, gives way to instances that join, and steps
/// in for those that die.
///
/// Who lives is known by a lock that every instance shares, and who holds a partition by a lock of that partition, all on
/// one session: when the process dies, or its host does not answer any more, the server ends the session and the others
/// see both at their next look.
public final class Membership: Sendable {
    private let database: PostgresConfiguration
    private let count: Int
    private let work: [any PartitionWork]
    private let silence: SilenceLimit
    private let logger: Logger
    private let state = Mutex(State())
    private let wakeup = Wakeup()

    private struct State {
        var status = MembershipStatus()
        /// What is being let go of.
        var leaving: Set<Int> = []
        var isStopping = false
    }

    /// How often an instance looks who lives, and asks for the partitions that it lacks. One query, of half a
    /// millisecond: a partition moves within two looks and the time that its holder needs to let go.
    static let interval = Duration.seconds(1)

    /// Joins nothing yet; ``run()`` does.
    /// - Parameters:
    ///   - database: leads to the service's schema.
    ///   - count: how many partitions there are.
    ///   - pump: works each partition's events.
    ///   - soleWork: what one instance does for all.
    public init(
        database: PostgresConfiguration, partitions count: Int, pump: Pump, soleWork: [SoleWork], logger: Logger
    ) {
        self.database = database
        self.count = count
        work = [pump] + soleWork
        silence = .usual
        self.logger = logger
    }

    init(
        database: PostgresConfiguration, partitions count: Int, work: [any PartitionWork],
        silence: SilenceLimit = .usual, logger: Logger
    ) {
        self.database = database
        self.count = count
        self.work = work
        self.silence = silence
        self.logger = logger
    }

    /// Which partitions it holds, and among how many.
    public var currentStatus: MembershipStatus {
        state.withLock { $0.status }
    }

    /// Lets ``run()`` return once all partitions are let go of.
    public func stop() {
        state.withLock { $0.isStopping = true }
        wakeup.signal()
    }

    private var goesOn: Bool {
        !Task.isCancelled && !state.withLock { $0.isStopping }
    }

    /// Runs until it is stopped or the task is cancelled. Outages of the database are waited out, without a partition.
    public func run() async {
        var backoff = Backoff()
        var outage = OutageReport()
        while goesOn {
            do {
                try await belong {
                    backoff.reset()
                    tell(outage.recovered(at: .now))
                }
            } catch {
                guard goesOn else { return }
                tell(outage.failed(at: .now), because: error)
                await wakeup.wait(atMost: backoff.next())
            }
        }
    }

    private func tell(_ line: OutageReport.Line?, because error: (any Error)? = nil) {
        switch line {
        case .began:
            logger.warning("the partitions are let go of", metadata: ["reason": "\(error.map { "\($0)" } ?? "")"])
        case .lasts(let length):
            logger.warning(
                "still without partitions",
                metadata: ["since": "\(length)", "reason": "\(error.map { "\($0)" } ?? "")"])
        case .ended(let length): logger.info("among the instances again", metadata: ["after": "\(length)"])
        case nil: break
        }
    }

    /// Is one of the instances until something fails or the stop.
    private func belong(onProgress: () -> Void) async throws {
        let session = try await MemberSession.join(database, silence: silence)
        // Whoever takes over looks within a second; by then nothing more is begun here, whatever is waited for meanwhile.
        let watch = Task {
            await session.ended()
            wakeup.signal()
            await letGo(of: currentStatus.held)
        }
        let outcome: Result<Void, any Error>
        do {
            var refusal = OutageReport()
            while goesOn {
                let place = try await session.place()
                onProgress()
                try await move(to: place, over: session, refusal: &refusal)
                await wakeup.wait(atMost: Self.interval)
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        await session.whileSpeaking { await letGo(of: currentStatus.held) }
        state.withLock { $0.status.living = 0 }
        await session.close()
        await watch.value
        try outcome.get()
    }

    private func move(
        to place: MemberSession.Place, over session: MemberSession, refusal: inout OutageReport
    ) async throws {
        let share = PartitionShare(ofRank: place.rank, among: place.living, of: count)
        let held = currentStatus.held
        let surplus = share.surplus(of: held)
        let isNew = state.withLock { state in
            defer { state.status.living = place.living }
            return state.status.living != place.living
        }
        if isNew {
            logger.info(
                "instances are counted anew",
                metadata: ["living": "\(place.living)", "rank": "\(place.rank)", "share": "\(share.partitions)"])
        }
        await session.whileSpeaking { await letGo(of: Set(surplus)) }
        for partition in surplus { try await session.unlock(partition: partition) }
        for partition in share.lack(of: held) where try await session.lock(partition: partition) {
            do {
                try await take(partition)
                if refusal.recovered(at: .now) != nil { logger.info("a partition is taken at last") }
            } catch {
                try await session.unlock(partition: partition)
                guard refusal.failed(at: .now) != nil else { continue }
                logger.warning(
                    "a partition cannot be taken yet",
                    metadata: ["partition": "\(partition)", "reason": "\(error)"])
            }
        }
    }

    private func take(_ partition: Int) async throws {
        for (index, part) in work.enumerated() {
            do {
                try await part.take(partition: partition)
            } catch {
                for begun in work[..<index] { await begun.release(partition: partition) }
                throw error
            }
        }
        state.withLock { _ = $0.status.held.insert(partition) }
    }

    /// Ends the work of partitions, all at once, since each takes as long as what is in hand of it. Those that somebody is letting
    /// go of already are left to them.
    private func letGo(of partitions: Set<Int>) async {
        let own = state.withLock { state in
            let own = partitions.intersection(state.status.held).subtracting(state.leaving)
            state.leaving.formUnion(own)
            return own
        }
        await withTaskGroup(of: Void.self) { group in
            for partition in own {
                group.addTask { [work] in
                    for part in work.reversed() { await part.release(partition: partition) }
                }
            }
        }
        state.withLock { state in
            state.status.held.subtract(own)
            state.leaving.subtract(own)
        }
    }
}

/// An instance's part, for health and metrics.
public struct MembershipStatus: Sendable, Equatable {
    /// The partitions that it holds.
    public internal(set) var held: Set<Int> = []
    /// How many instances it sees living, itself included; 0 while it is not among them.
    public internal(set) var living = 0
}
