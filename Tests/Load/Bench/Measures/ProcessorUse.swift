import LoadRig
import Accounting

/// Who used how much CPU time, in milliseconds.
struct ProcessorUse: Sendable, Equatable {
    /// All services together.
    var services = 0.0
    /// PostgreSQL with all its sessions.
    var postgres = 0.0
    /// RabbitMQ with all that runs beside it.
    var rabbitmq = 0.0
    /// The bench itself, which is no part of what is measured.
    var driver = 0.0

    /// What the system used, without the driver.
    var total: Double { services + postgres + rabbitmq }

    /// Sums up what programs used.
    init(_ usages: [ProcessAccounting.Usage], driver: Double) {
        self.driver = driver
        for usage in usages {
            switch usage.program {
            case "postgres": postgres += Double(usage.milliseconds)
            case "rabbitmq": rabbitmq += Double(usage.milliseconds)
            default: services += Double(usage.milliseconds)
            }
        }
    }
}
