internal import Delivery

extension PrometheusRegistry {
    /// Shows what the service hears, and what comes of it.
    func addPumpMetrics(_ pump: Pump) {
        counter("throughtrain_events_handled", help: "Events that took effect.") {
            Double(pump.currentStatus.handled)
        }
        counter("throughtrain_events_repeated", help: "Events that were known already.") {
            Double(pump.currentStatus.repeated)
        }
        counter("throughtrain_events_parked", help: "Events that were parked for somebody to decide.") {
            Double(pump.currentStatus.parked)
        }
        counter("throughtrain_events_gaps", help: "Events that were stored, since one before them was missing.") {
            Double(pump.currentStatus.gaps)
        }
        counter("throughtrain_events_inversions", help: "Events that came behind one that was told after them.") {
            Double(pump.currentStatus.inversions)
        }
        counter(
            "throughtrain_events_conflicts", help: "Events with a version that another event has; they are parked too."
        ) {
            Double(pump.currentStatus.conflicts)
        }
        counter(
            "throughtrain_events_unknown",
            help: "Events that passed without effect, since their version is not known here."
        ) {
            Double(pump.currentStatus.unknown)
        }
        gauge("throughtrain_pump_held_seconds", help: "How long a batch has been held while the database is away.") {
            pump.currentStatus.heldSince.map { (ContinuousClock.now - $0) / .seconds(1) } ?? 0
        }
    }
}
