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
        metrics.counter("throughtrain_events_parked", help: "Events that were parked.") { [pump] in
            Double(pump.currentStatus.parked)
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
