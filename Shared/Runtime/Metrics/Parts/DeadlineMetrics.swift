internal import Delivery

extension PrometheusRegistry {
    /// Shows how deadlines are worked.
    func addDeadlineMetrics(_ deadlines: DeadlineWorker) {
        counter("throughtrain_deadlines_worked", help: "Deadlines that took effect.") {
            Double(deadlines.currentStatus.worked)
        }
        counter("throughtrain_deadlines_failed", help: "Attempts that failed on one deadline alone.") {
            Double(deadlines.currentStatus.failed)
        }
        gauge(
            "throughtrain_deadlines_late_seconds",
            help: "By how much the deadline that is being worked is late; 0 when none has passed."
        ) {
            Double(deadlines.currentStatus.lateness) / 1000
        }
    }
}
