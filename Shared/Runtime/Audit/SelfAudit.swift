internal import Logging
import Synchronization
internal import Vocabulary

/// Audits the service from time to time while it is served, so that what is amiss shows in its metrics and its log before
/// somebody asks.
///
/// Of several instances the one that does what one does for all audits.
final class SelfAudit<Hosted: HostedService>: Sendable {
    private let audit: ServiceAudit<Hosted>
    private let interval: Duration
    private let delay: Duration
    private let metrics: PrometheusRegistry
    private let logger: Logger
    private let isLeading: @Sendable () -> Bool
    private let findings = Mutex(Findings())

    private struct Findings {
        var last: AuditReport?
        /// The checks whose breaches are shown, which are known once they were made.
        var checks: Set<String> = []
        var eventsRead: Int64 = 0
    }

    /// - Parameters:
    ///   - interval: from one audit to the next.
    ///   - delay: before the first one: a service that has just started has what came meanwhile to work off.
    ///   - isLeading: whether this instance audits.
    init(
        _ audit: ServiceAudit<Hosted>, every interval: Duration, after delay: Duration = .seconds(10),
        metrics: PrometheusRegistry, logger: Logger, isLeading: @escaping @Sendable () -> Bool
    ) {
        self.audit = audit
        self.interval = interval
        self.delay = delay
        self.metrics = metrics
        self.logger = logger
        self.isLeading = isLeading
    }

    /// Runs until the task is cancelled. Does nothing if there is no interval.
    func run() async {
        guard interval > .zero else { return }
        addMetrics()
        try? await Task.sleep(for: min(delay, interval))
        while !Task.isCancelled {
            if isLeading() {
                await look()
            } else {
                // Another instance shows what it finds now.
                findings.withLock { $0.last = nil }
            }
            try? await Task.sleep(for: interval)
        }
    }

    private func look() async {
        do {
            let report = try await audit.run()
            note(report)
            for check in report.checks where !check.breaches.isEmpty {
                logger.error(
                    "the audit found a breach",
                    metadata: [
                        "check": "\(check.name)", "breaches": "\(check.breaches.count)",
                        "first": "\(check.breaches[0])",
                    ])
            }
        } catch {
            if Task.isCancelled { return }
            logger.error("the audit failed", metadata: ["reason": "\(error)"])
        }
    }

    private func note(_ report: AuditReport) {
        let new = findings.withLock { findings in
            findings.last = report
            findings.eventsRead += report.eventsRead
            let new = report.checks.map(\.name).filter { !findings.checks.contains($0) }
            findings.checks.formUnion(new)
            return new
        }
        for check in new {
            gauge("throughtrain_audit_breaches", "What the last audit found wrong, by check.", ["check": check]) {
                last in
                last.checks.first { $0.name == check }.map { Double($0.breaches.count) }
            }
            gauge("throughtrain_audit_check_seconds", "How long the last audit took, by check.", ["check": check]) {
                last in
                last.checks.first { $0.name == check }.map { Double($0.milliseconds) / 1000 }
            }
        }
    }

    private func addMetrics() {
        gauge("throughtrain_audit_last_run_timestamp_seconds", "When the last audit was, in Unix time.", [:]) { last in
            Double(last.at.milliseconds) / 1000
        }
        metrics.counter("throughtrain_audit_events_read", help: "Events that audits have read and tallied.") {
            [weak self] in
            self.map { Double($0.findings.withLock { $0.eventsRead }) }
        }
    }

    /// Shows something of the last audit, as long as there was one.
    private func gauge(
        _ name: String, _ help: String, _ labels: [String: String],
        _ value: @escaping @Sendable (AuditReport) -> Double?
    ) {
        metrics.gauge(name, help: help, labels: labels) { [weak self] in
            self?.findings.withLock { $0.last }.flatMap(value)
        }
    }
}
