internal import Delivery

extension PrometheusRegistry {
    /// Shows what the service tells again to those who ask.
    func addRefillMetrics(_ desk: RefillDesk) {
        counter("throughtrain_refill_requests", help: "Requests of others for what the log has.") {
            Double(desk.currentStatus.requests)
        }
        counter("throughtrain_events_refilled", help: "Events that were told again to those who asked.") {
            Double(desk.currentStatus.events)
        }
    }
}
