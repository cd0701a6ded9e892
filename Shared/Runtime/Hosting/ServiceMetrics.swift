internal import Delivery
internal import Postgres
internal import Vocabulary

extension ServiceParts {
    /// Lets a scrape see what the parts hold: read when asked for, so that nothing is counted twice.
    func addMetrics() {
        metrics.addProcessMetrics()
        addBacklogMetrics()
        addPoolMetrics()
        metrics.counter("throughtrain_events_published", help: "Events that the broker has confirmed.") { [relay] in
            Double(relay.currentStatus.published)
        }
        metrics.counter("throughtrain_messages_published", help: "Messages that carried them.") { [relay] in
            Double(relay.currentStatus.messages)
        }
        metrics.gauge("throughtrain_relay_leading", help: "1 while this instance relays the service's events.") {
            [relay] in
            relay.currentStatus.isLeading ? 1 : 0
        }
        metrics.gauge(
            "throughtrain_relay_held_seconds",
            help: "How long committed events have waited for an older transaction, which the log names."
        ) { [relay] in
            relay.currentStatus.heldSince.map { (ContinuousClock.now - $0) / .seconds(1) } ?? 0
        }
        metrics.counter("throughtrain_events_handled", help: "Events that took effect.") { [pump] in
            Double(pump.currentStatus.handled)
        }
        metrics.counter("throughtrain_events_repeated", help: "Events that were known already.") { [pump] in
            Double(pump.currentStatus.repeated)
        }
        metrics.counter("throughtrain_events_parked", help: "Events that were parked for somebody to decide.") {
            [pump] in
            Double(pump.currentStatus.parked)
        }
        metrics.gauge("throughtrain_instances", help: "Instances of the service that this one sees living.") {
            [membership] in
            Double(membership.currentStatus.living)
        }
        metrics.gauge("throughtrain_partitions_held", help: "Partitions of what is heard that this instance works.") {
            [membership] in
            Double(membership.currentStatus.held.count)
        }
        metrics.counter("throughtrain_deadlines_worked", help: "Deadlines that took effect.") { [deadlines] in
            Double(deadlines.currentStatus.worked)
        }
        metrics.counter("throughtrain_deadlines_failed", help: "Attempts that failed on one deadline alone.") {
            [deadlines] in
            Double(deadlines.currentStatus.failed)
        }
        metrics.gauge(
            "throughtrain_deadlines_late_seconds",
            help: "By how much the deadline that is being worked is late; 0 when none has passed."
        ) { [deadlines] in
            Double(deadlines.currentStatus.lateness) / 1000
        }
        metrics.counter("throughtrain_refill_requests", help: "Requests of others for what the log has.") {
            [refillDesk] in
            Double(refillDesk.currentStatus.requests)
        }
        metrics.counter("throughtrain_events_refilled", help: "Events that were told again to those who asked.") {
            [refillDesk] in
            Double(refillDesk.currentStatus.events)
        }
        metrics.counter(
            "throughtrain_events_gaps", help: "Events that were stored, since one before them was missing."
        ) { [pump] in
            Double(pump.currentStatus.gaps)
        }
        metrics.counter(
            "throughtrain_events_inversions", help: "Events that came behind one that was told after them."
        ) { [pump] in
            Double(pump.currentStatus.inversions)
        }
        metrics.counter(
            "throughtrain_events_conflicts", help: "Events with a version that another event has; they are parked too."
        ) { [pump] in
            Double(pump.currentStatus.conflicts)
        }
        metrics.gauge(
            "throughtrain_pump_held_seconds", help: "How long a batch has been held while the database is away."
        ) { [pump] in
            pump.currentStatus.heldSince.map { (ContinuousClock.now - $0) / .seconds(1) } ?? 0
        }
    }

    private func addBacklogMetrics() {
        metrics.gauge(
            "throughtrain_relay_lag_events",
            help: "Events in the log that have not left, of all instances; no more than 10,000 are counted."
        ) { [backlog] in
            backlog.current.map { Double($0.events) }
        }
        metrics.gauge(
            "throughtrain_relay_lag_seconds", help: "How long the first of them has waited, in seconds; 0 if none does."
        ) { [backlog] in
            backlog.current.map { backlog in
                max(0, backlog.oldest.map { Double((Instant.wallTime() - $0).milliseconds) / 1000 } ?? 0)
            }
        }
    }

    private func addPoolMetrics() {
        metrics.gauge("throughtrain_postgres_connections_leased", help: "Connections in use.") { [pool] in
            Double(pool.usage.leased)
        }
        metrics.gauge("throughtrain_postgres_connections_idle", help: "Connections that are open and not in use.") {
            [pool] in
            Double(pool.usage.idle)
        }
        metrics.gauge("throughtrain_postgres_connections_maximum", help: "Connections that may be open at once.") {
            [settings] in
            Double(settings.postgresPoolSize)
        }
        metrics.gauge("throughtrain_postgres_waiting", help: "Tasks that wait for a connection.") { [pool] in
            Double(pool.usage.waiting)
        }
        metrics.gauge("throughtrain_ready", help: "1 while the service takes work, as /health/ready says.") {
            [parts = self] in
            parts.missing.isEmpty ? 1 : 0
        }
    }
}
