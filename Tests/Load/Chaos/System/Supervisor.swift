import Accounting
import LoadRig
import Synchronization

/// Starts again whatever of a system has ended.
final class Supervisor: Sendable {
    /// Every instance of every service.
    let services: [SupervisedService]
    let postgres: SupervisedServer
    let rabbitmq: SupervisedServer
    /// Further nodes of RabbitMQ, while there are any, by their numbers.
    private let nodes = Mutex<[Int: SupervisedServer]>([:])
    private let system: RigSystem
    private let running = Mutex<[Task<Void, any Error>]>([])

    /// For a system whose servers run already.
    init(of system: RigSystem, replicas: Int) async throws {
        self.system = system
        var services: [SupervisedService] = []
        for replica in 1...replicas {
            for service in RigSystem.services {
                services.append(try await SupervisedService(service, replica: replica, on: system))
            }
        }
        self.services = services
        postgres = SupervisedServer("postgres", program: system.postgres, on: system)
        rabbitmq = SupervisedServer(
            "rabbitmq",
            program: .init(name: "rabbitmq", executables: ["beam.smp"], folder: "\(system.folder)/rabbitmq"), on: system
        )
    }

    /// Starts the services, and supervises all.
    func start() {
        for service in services { keep(Task { try await service.run() }) }
        for server in [postgres, rabbitmq] { keep(Task { await server.run() }) }
    }

    /// The node of RabbitMQ with a number, of which the first one is always there.
    func node(_ number: Int) -> SupervisedServer? {
        number == 1 ? rabbitmq : nodes.withLock { $0[number] }
    }

    /// Supervises a further node, which runs already.
    func add(node number: Int) {
        let server = SupervisedServer(
            "rabbitmq", ["\(number)"],
            program: .init(
                name: "rabbitmq-\(number)", executables: ["beam.smp"], folder: "\(system.folder)/rabbitmq-\(number)"),
            on: system)
        nodes.withLock { $0[number] = server }
        keep(Task { await server.run() })
    }

    private func keep(_ task: Task<Void, any Error>) {
        running.withLock { $0.append(task) }
    }

    /// Kills the services, and starts nothing again any more.
    func end() async {
        for server in [postgres, rabbitmq] + nodes.withLock({ Array($0.values) }) { server.end() }
        for service in services { service.end() }
        for task in running.withLock(\.self) { _ = try? await task.value }
    }

    /// An instance of a service.
    func instance(_ service: String, _ replica: Int) throws -> SupervisedService {
        guard let instance = services.first(where: { $0.service == service && $0.replica == replica }) else {
            throw RigFault("there is no instance \(replica) of \(service)")
        }
        return instance
    }

    /// Waits until the servers run and answer.
    func awaitServers(within limit: Duration) async throws {
        try await wait(for: "PostgreSQL and RabbitMQ to be back", within: limit, every: .milliseconds(100)) {
            postgres.isUp && rabbitmq.isUp
        }
    }

    /// Waits until all that is supervised runs and takes work.
    func awaitReady(within limit: Duration) async throws {
        try await wait(for: "all services to be ready", within: limit, every: .milliseconds(200)) {
            postgres.isUp && rabbitmq.isUp && services.allSatisfy(\.isReady)
        }
    }
}
