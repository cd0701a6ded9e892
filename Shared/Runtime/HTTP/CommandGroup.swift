internal import Delivery
internal import Postgres

/// Carries out commands that arrive together in one transaction, with one commit for all.
///
/// The first one after a silence never waits. Those that arrive while a transaction is under way, or right behind it,
/// share the next one, so that a group is as large as the load makes it. When a group fails, each of its commands is
/// carried out by itself, so that none suffers for what another one asked for.
actor CommandGroup<Command: Sendable> {
    /// A command and the key that it may be repeated by.
    struct Call: Sendable {
        let key: IdempotencyKey
        let command: Command
        /// How many things it asks for.
        var weight = 1
    }

    typealias Outcome = Result<IdempotencyKey.Answer, any Error>
    /// Carries out a set of commands, and returns for each its answer, or the refusal of one of which it has written
    /// nothing.
    typealias Handler = @Sendable ([Command], PostgresTransaction) async throws -> Told<[Outcome]>

    private struct Waiter {
        let call: Call
        let continuation: CheckedContinuation<IdempotencyKey.Answer, any Error>
    }

    private let workbench: Workbench
    private let handle: Handler
    private var waiters: [Waiter] = []
    private var isUnderWay = false
    private var pace: BatchPace

    /// How much commands weigh at most that share a transaction; one that is heavier has one by itself.
    static var maximumWeight: Int { 256 }

    /// How much makes a group a large one, behind which nobody waits for others.
    private static var plenty: Int { maximumWeight / 8 }
    /// How long those that arrive behind a small group are left to gather: a buyer hardly notices it.
    static var usualPatience: Duration { .milliseconds(10) }

    init(_ workbench: Workbench, patience: Duration = usualPatience, _ handle: @escaping Handler) {
        self.workbench = workbench
        self.handle = handle
        pace = BatchPace(patience: patience)
    }

    /// How many commands wait for the transaction that is under way.
    var waiting: Int { waiters.count }

    /// The answer to a command: its first one, if it was given before. It is carried out even if the task is cancelled.
    func answer(_ call: Call) async throws -> IdempotencyKey.Answer {
        try await withCheckedThrowingContinuation { continuation in
            waiters.append(Waiter(call: call, continuation: continuation))
            startNext()
        }
    }

    private func startNext() {
        guard !isUnderWay, !waiters.isEmpty else { return }
        isUnderWay = true
        let isPlenty = waiters.reduce(0) { $0 + $1.call.weight } >= Self.plenty
        let rest = isPlenty ? nil : pace.rest(at: .now)
        pace.taken(at: .now + (rest ?? .zero))
        // Detached, since it works for several callers, and in none of their traces.
        Task.detached {
            if let rest { try? await Task.sleep(for: rest) }
            let group = await self.takeGroup()
            let outcomes = await self.carryOut(group.map(\.call))
            for (waiter, outcome) in zip(group, outcomes) { waiter.continuation.resume(with: outcome) }
            await self.finish(group.reduce(0) { $0 + $1.call.weight })
        }
    }

    private func finish(_ weight: Int) {
        isUnderWay = false
        pace.settled(isLarge: weight >= Self.plenty, at: .now)
        startNext()
    }

    /// Those who wait the longest. A key that comes again waits for the answer to the first.
    private func takeGroup() -> [Waiter] {
        var group: [Waiter] = []
        var weight = 0
        var rest: [Waiter] = []
        var identities: Set<[String]> = []
        for waiter in waiters {
            let hasRoom = group.isEmpty || weight + waiter.call.weight <= Self.maximumWeight
            if hasRoom, identities.insert(waiter.call.key.identity).inserted {
                group.append(waiter)
                weight += waiter.call.weight
            } else {
                rest.append(waiter)
            }
        }
        waiters = rest
        return group
    }

    private nonisolated func carryOut(_ calls: [Call]) async -> [Outcome] {
        do {
            return try await workbench.answerOnce(calls.map(\.key)) { [handle] places, transaction in
                try await handle(places.map { calls[$0].command }, transaction)
            }
        } catch {
            if calls.count == 1 || (error as? PostgresError)?.isUnavailability == true {
                return calls.map { _ in .failure(error) }
            }
            var outcomes: [Outcome] = []
            for call in calls { outcomes += await carryOut([call]) }
            return outcomes
        }
    }
}
