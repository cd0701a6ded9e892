internal import Postgres

extension PrometheusRegistry {
    /// Shows how the connections to the database are used.
    /// - Parameter maximum: how many may be open at once.
    func addPoolMetrics(_ pool: PostgresPool, maximum: Int) {
        gauge("throughtrain_postgres_connections_leased", help: "Connections in use.") { Double(pool.usage.leased) }
        gauge("throughtrain_postgres_connections_idle", help: "Connections that are open and not in use.") {
            Double(pool.usage.idle)
        }
        gauge("throughtrain_postgres_connections_maximum", help: "Connections that may be open at once.") {
            Double(maximum)
        }
        gauge("throughtrain_postgres_waiting", help: "Tasks that wait for a connection.") {
            Double(pool.usage.waiting)
        }
    }
}
