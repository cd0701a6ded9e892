import LoadRig
import Narration
import Vocabulary

/// Where acts are played: orders come, something is done to the system, and what became of the orders is looked at.
final class ActStage {
    private let system: RigSystem
    private let supervisor: Supervisor
    private let adversary: Adversary
    private let scale: ChaosScale
    private let progress: Narrator
    private var writer: OrderWriter
    /// How many orders were accepted, and how many may have been, in all acts so far.
    private var accepted = 0
    private var unanswered = 0

    /// How long it is waited for the system once an act is over, before it is said what has not come to its end.
    private static let limit = Duration.seconds(90)

    init(system: RigSystem, supervisor: Supervisor, scale: ChaosScale, progress: Narrator, writer: OrderWriter) {
        self.system = system
        self.supervisor = supervisor
        self.scale = scale
        self.progress = progress
        self.writer = writer
        adversary = Adversary(of: system, supervisor: supervisor)
    }

    /// Plays an act, and checks what the system promises.
    func play(_ schedule: Schedule, isAudited: Bool) async throws -> ActResult {
        try await progress.during(schedule.act.name) {
            let start = ContinuousClock.now
            let book = OrderBook()
            var findings = Findings()
            do {
                try await adversary.prepare(schedule.act)
                let end = try await perform(schedule, book: book, findings: &findings)
                try await look(at: book.entries, since: end, &findings)
            } catch {
                try? await adversary.cleanUp(after: schedule.act)
                throw error
            }
            try await adversary.cleanUp(after: schedule.act)
            findings.harmless += adversary.harmless
            if schedule.act.costsAnswers, book.entries.repeats == 0 {
                findings.harmless.append("no order had to be sent again, though the database was away")
            }
            if isAudited { findings.audit = await SystemAudit.faults(of: system) }
            try await supervisor.awaitReady(within: Self.limit)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            return ActResult(schedule, findings, book.entries, seconds: seconds)
        } outcome: { result in
            let recovered = result.lost == 0 ? "recovered in \(result.recoverS) s" : "not recovered"
            return "\(result.accepted) orders, \(recovered)" + result.faults.map { "\n  \($0)" }.joined()
        }
    }

    /// A second of orders, so that each statement was planned once, as soon as it is known what is on sale.
    func warmUp() async throws {
        let book = OrderBook()
        try await progress.during("the system is warmed up") {
            let books = Books(system: system)
            try await wait(for: "orders to know what is on sale", within: Self.limit) {
                try await books.isMarketKnown()
            }
            try await order(into: book) { try await Task.sleep(for: .seconds(1)) }
            var findings = Findings()
            try await look(at: book.entries, since: .now, &findings)
            guard findings.open.isEmpty, findings.refused.isEmpty, findings.accepted > 0 else {
                throw RigFault("the system does not work even before anything is done to it: \(findings.faults)")
            }
        }
    }

    /// Does what an act does while orders come, and returns when the last of it was done and the servers were there again.
    private func perform(
        _ schedule: Schedule, book: OrderBook, findings: inout Findings
    ) async throws -> ContinuousClock.Instant {
        var end = ContinuousClock.now
        var trouble: (at: ContinuousClock.Instant, accepted: Int)?
        try await order(into: book) {
            let start = ContinuousClock.now
            for (index, timed) in schedule.deeds.enumerated() {
                try await Task.sleep(until: start + .milliseconds(timed.due))
                if let barrier = schedule.act.barrier, index == schedule.deeds.count - 1, let trouble {
                    let books = Books(system: system)
                    findings.meanwhile = Findings.Meanwhile(
                        barrier: barrier, accepted: book.entries.accepted.count - trouble.accepted,
                        due: Int((.now - trouble.at) / .seconds(1) * scale.rate),
                        waiting: try await books.unrelayed(), ahead: try await books.relayedAhead())
                }
                try await adversary.perform(timed.deed)
                trouble = trouble ?? (.now, book.entries.accepted.count)
            }
            // What was struck must be there again before it can be said to be over: how long a server takes to start is
            // the machine's affair.
            try await supervisor.awaitServers(within: .seconds(300))
            end = .now
            try await Task.sleep(for: .milliseconds(scale.calm))
        }
        return end
    }

    /// Does something while orders come, and returns when all that were due by its end are answered.
    private func order(into book: OrderBook, while body: () async throws -> Void) async throws {
        let ports = supervisor.services.filter { $0.service == "orders" }.map(\.port)
        let buyers = Buyers(writer: writer, ports: ports, rate: scale.rate, book: book)
        let ordering = Task { try await buyers.order() }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        buyers.stop()
        writer = try await ordering.value
        try outcome.get()
    }

    /// Waits for the end of all orders that were accepted, and looks at what else is promised.
    private func look(
        at entries: OrderBook.Entries, since end: ContinuousClock.Instant, _ findings: inout Findings
    ) async throws {
        let books = Books(system: system)
        findings.accepted = entries.accepted.count
        findings.refused = entries.refused
        findings.unanswered = entries.unanswered
        accepted += entries.accepted.count
        unanswered += entries.unanswered
        var open = Dictionary(entries.accepted.map { ($0, "not looked at") }, uniquingKeysWith: { first, _ in first })
        repeat {
            // The database may still be on its way back.
            if let left = try? await books.open(of: Array(open.keys)) { open = left }
            if open.isEmpty { break }
            try await Task.sleep(for: .milliseconds(250))
        } while ContinuousClock.now < end + Self.limit
        findings.recovery = (ContinuousClock.now - end) / .seconds(1)
        findings.open = Dictionary(uniqueKeysWithValues: open.map { ($0.key.description, $0.value) })
        findings.surplus = max(0, try await books.orders() - accepted - unanswered)
        findings.doubles = try await books.doubles()
        findings.parked = try await books.parked()
    }
}

extension Act {
    /// Whether orders are not answered while its trouble lasts, and so must be sent again.
    var costsAnswers: Bool { self == .crashDatabase || self == .fullVolume }

    /// What stands in the way of events while its trouble lasts, but not between a buyer and orders.
    var barrier: Findings.Meanwhile.Barrier? {
        switch self {
        case .brokerOutage, .memoryAlarm: .broker
        case .longTransaction: .transaction
        default: nil
        }
    }
}
