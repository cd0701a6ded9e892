import Logging
import Postgres
import Synchronization
import Testing
import TestSupport

@testable import Delivery
@testable import Runtime

@Suite("A service that audits itself", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct SelfAuditTests {
    private func logger() -> Logger {
        var logger = Logger(label: "self-audit")
        logger.logLevel = .critical
        return logger
    }

    @Test("shows in its metrics what the last audit found, by check, and that it is over once it is mended")
    func metrics() async throws {
        try await Road.withTables { pool, _ in
            let metrics = PrometheusRegistry()
            let audit = SelfAudit(
                ServiceAudit(hosted: AuditedHearer(), pool: pool), every: .milliseconds(20), metrics: metrics,
                logger: logger(), isLeading: { true })
            let running = Task { await audit.run() }
            let parked = #"throughtrain_audit_breaches{check="nothing is parked"}"#
            #expect(await eventually { metrics.render().contains("\(parked) 0") })
            #expect(metrics.render().contains("throughtrain_audit_last_run_timestamp_seconds 1"))
            try await pool.execute(
                """
                INSERT INTO parked_events (queue, content, digest, cause, error, attempts)
                VALUES ('q', '', 0, 'unreadable', 'x', 0)
                """)
            #expect(await eventually { metrics.render().contains("\(parked) 1") })
            try await pool.execute("DELETE FROM parked_events")
            #expect(await eventually { metrics.render().contains("\(parked) 0") })
            running.cancel()
            await running.value
        }
    }

    @Test("leaves it to the instance that relays")
    func oneInstance() async throws {
        try await Road.withTables { pool, _ in
            let metrics = PrometheusRegistry()
            let leads = Mutex(true)
            let audit = SelfAudit(
                ServiceAudit(hosted: AuditedHearer(), pool: pool), every: .milliseconds(20), metrics: metrics,
                logger: logger(), isLeading: { leads.withLock { $0 } })
            let running = Task { await audit.run() }
            #expect(await eventually { metrics.render().contains("throughtrain_audit_breaches{") })
            leads.withLock { $0 = false }
            #expect(await eventually { !metrics.render().contains("throughtrain_audit_breaches{") })
            running.cancel()
            await running.value
        }
    }
}
