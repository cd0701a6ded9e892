import Accounting

extension Stage {
    /// The programs of the instance whose CPU time is accounted for: services, PostgreSQL and RabbitMQ.
    func programs(services: [String]) -> [ProcessAccounting.Program] {
        services.map { .init(name: $0, executables: [$0], folder: "\(folder)/services/\($0)") } + [
            .init(name: "postgres", executables: ["postgres"], folder: "\(folder)/postgres/data"),
            .init(name: "rabbitmq", executables: ["beam.smp", "epmd"], folder: "\(folder)/rabbitmq"),
        ]
    }
}
