internal import Delivery
internal import Vocabulary

extension PrometheusRegistry {
    /// Shows what the service tells, and what of it has not left.
    func addRelayMetrics(_ relay: Relay, _ backlog: BacklogWatch) {
        counter("throughtrain_events_published", help: "Events that the broker has confirmed.") {
            Double(relay.currentStatus.published)
        }
        counter("throughtrain_messages_published", help: "Messages that carried them.") {
            Double(relay.currentStatus.messages)
        }
        gauge("throughtrain_relay_leading", help: "1 while this instance relays the service's events.") {
            relay.currentStatus.isLeading ? 1 : 0
        }
        gauge(
            "throughtrain_relay_held_seconds",
            help: "How long an older transaction, which the log names, has held the fence."
        ) {
            relay.currentStatus.heldSince.map { (ContinuousClock.now - $0) / .seconds(1) } ?? 0
        }
        gauge(
            "throughtrain_relay_lag_events",
            help: "Events in the log that have not left, of all instances; no more than 10,000 are counted."
        ) {
            backlog.current.map { Double($0.events) }
        }
        gauge(
            "throughtrain_relay_lag_seconds", help: "How long the first of them has waited, in seconds; 0 if none does."
        ) {
            backlog.current.map { backlog in
                max(0, backlog.oldest.map { Double((Instant.wallTime() - $0).milliseconds) / 1000 } ?? 0)
            }
        }
    }
}
