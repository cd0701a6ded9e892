internal import Delivery
internal import Postgres
internal import Vocabulary

/// Audits one service: what every service must keep, and its own invariants.
struct ServiceAudit<Hosted: HostedService> {
    let hosted: Hosted
    let pool: PostgresPool

    /// How long an event may wait for the relay before that is a fault: longer than another instance needs to take over,
    /// or a transaction that holds the fence is let go on.
    static var longestWait: Span { .minutes(1) }

    /// Audits, and keeps what was counted so that the next audit need not count it again.
    func run(_ scope: DeliveryCount.Scope = .new) async throws -> AuditReport {
        // So that what commands without a running service left is looked at as well.
        try await ChainSealer.sealAll(Hosted.allChains, in: pool)
        // One snapshot, so that what a transaction writes together is seen together. It only reads: one that writes would
        // hold the fence of all services for as long as it takes.
        let (report, count, chains) = try await pool.withTransaction(isolation: .repeatableRead, readOnly: true) {
            transaction in
            let delivery = DeliveryAudit(of: Hosted.name, in: transaction)
            try delivery.holdDays()
            let start = ContinuousClock.now
            let count = try await delivery.count(scope)
            var checks = scope == .all ? [drift(of: count, since: start)] : []
            checks += try await check(delivery, scope, count)
            let chains = try await ChainAudit.run(Hosted.allChains, scope, in: transaction)
            checks += chains.map(\.check)
            checks += try await hosted.audit(in: transaction)
            let lost = try await delivery.lost(byTheHourSince: count.horizon)
            let passedOver = try await delivery.passedOver()
            let report = AuditReport(
                service: Hosted.name, at: .wallTime(), checks: checks, eventsRead: count.read,
                byTheHourSince: count.horizon, streams: count.sheet.tallies, lost: lost,
                passedOver: passedOver, publications: Hosted.publications)
            return (report, count, chains)
        }
        try await count.keep(in: pool)
        try await ChainAudit.keep(chains, in: pool)
        return report
    }

    private func drift(of count: DeliveryCount, since start: ContinuousClock.Instant) -> AuditCheck {
        AuditCheck("what was counted is still there", examined: count.read, breaches: count.drift, since: start)
    }

    private func check(
        _ delivery: DeliveryAudit, _ scope: DeliveryCount.Scope, _ count: DeliveryCount
    ) async throws -> [AuditCheck] {
        let told = count.sheet.streams.filter { $0.side == .told }.reduce(0) { $0 + count.sheet.events(of: $1) }
        let heard = count.sheet.streams.filter { $0.side == .heard }.reduce(0) { $0 + count.sheet.events(of: $1) }
        var start = ContinuousClock.now
        let broken = try await delivery.brokenVersions(scope, counted: count)
        let versions = AuditCheck("versions have no hole", examined: told, breaches: broken, since: start)
        start = .now
        let backlog = try await RelayBacklog.measure(in: delivery.transaction)
        let waits = backlog.oldest.flatMap { oldest in
            oldest + Self.longestWait < .wallTime()
                ? "\(backlog.events) events wait for the relay, the first since \(oldest)" : nil
        }
        let left = AuditCheck(
            "all that was told has left", examined: told, breaches: waits.map { [$0] } ?? [], since: start)
        start = .now
        let parked = try await delivery.parked()
        let rest = AuditCheck("nothing is parked", examined: heard, breaches: parked, since: start)
        start = .now
        let gone = try await RefillBook(in: delivery.transaction).unfillable()
        return [
            versions, left, rest, AuditCheck("every gap can be filled", examined: heard, breaches: gone, since: start),
        ]
    }
}
