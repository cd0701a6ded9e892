internal import Delivery

extension PrometheusRegistry {
    /// Shows this instance's part in its service.
    func addInstanceMetrics(_ membership: Membership) {
        gauge("throughtrain_instances", help: "Instances of the service that this one sees living.") {
            Double(membership.currentStatus.living)
        }
        gauge("throughtrain_partitions_held", help: "Partitions of what is heard that this instance works.") {
            Double(membership.currentStatus.held.count)
        }
    }
}
