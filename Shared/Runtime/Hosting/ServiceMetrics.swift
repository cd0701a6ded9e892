internal import Delivery
internal import Postgres

extension ServiceParts {
    /// Lets a scrape see what the parts hold: read when asked for, so that nothing is counted twice.
    func addMetrics() {
        metrics.addProcessMetrics()
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
        metrics.gauge("throughtrain_postgres_connections_leased", help: "Connections in use.") { [pool] in
            Double(pool.usage.leased)
        }
        metrics.gauge("throughtrain_postgres_waiting", help: "Tasks that wait for a connection.") { [pool] in
            Double(pool.usage.waiting)
        }
    }
}
