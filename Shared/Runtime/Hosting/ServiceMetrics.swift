extension ServiceParts {
    /// Lets a scrape see what the parts hold: read when asked for, so that nothing is counted twice.
    func addMetrics() {
        metrics.addProcessMetrics()
        metrics.addRelayMetrics(relay, backlog)
        metrics.addPumpMetrics(pump)
        metrics.addRefillMetrics(refillDesk)
        metrics.addInstanceMetrics(membership)
        metrics.addDeadlineMetrics(deadlines)
        metrics.addPoolMetrics(pool, maximum: settings.postgresPoolSize)
        metrics.gauge("throughtrain_ready", help: "1 while the service takes work, as /health/ready says.") {
            missing.isEmpty ? 1 : 0
        }
    }
}
