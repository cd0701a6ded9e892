import Eventing
import Glibc
import LoadRig
import Postgres

/// Does to a system what schedules say.
final class Adversary {
    private let system: RigSystem
    private let supervisor: Supervisor
    private let volume: LogVolume
    private let cluster: BrokerCluster
    private var frozen: [SupervisedService] = []
    /// What was done without an effect, in the act that is played.
    private(set) var harmless: [String] = []
    private var transaction: PostgresConnection?

    /// How long it is waited for what is to be struck: what was struck before must have come back.
    private static let limit = Duration.seconds(120)

    init(of system: RigSystem, supervisor: Supervisor) {
        self.system = system
        self.supervisor = supervisor
        volume = LogVolume(system: system)
        cluster = BrokerCluster(system: system, supervisor: supervisor)
    }

    /// Makes what an act needs, while no orders come.
    func prepare(_ act: Act) async throws {
        harmless = []
        switch act {
        case .fullVolume: try await volume.mount()
        case .killLeader: try await cluster.grow()
        default: break
        }
    }

    /// Takes away what was made for an act, and whatever it has left.
    func cleanUp(after act: Act) async throws {
        thaw()
        await endTransaction()
        if act == .fullVolume { try await volume.unmount() }
    }

    /// Does one thing.
    func perform(_ deed: Deed) async throws {
        switch deed {
        case .kill(let service, let replica):
            let instance = try supervisor.instance(service, replica)
            try await strike("\(service) \(replica)") { instance.send(SIGKILL) }
        case .killBroker: try await strike("RabbitMQ") { supervisor.rabbitmq.isUp && supervisor.rabbitmq.send(SIGKILL) }
        case .takeBrokerAway:
            supervisor.rabbitmq.keepAway(true)
            try await strike("RabbitMQ") { supervisor.rabbitmq.send(SIGKILL) }
        case .bringBrokerBack: supervisor.rabbitmq.keepAway(false)
        case .crashDatabase:
            // SIGQUIT is the immediate mode of pg_ctl.
            try await strike("PostgreSQL") { supervisor.postgres.isUp && supervisor.postgres.send(SIGQUIT) }
        case .freeze(let service): try await freeze(service)
        case .thaw:
            for service in frozen {
                let others = others(than: service)
                if !others.contains(where: \.isLeading) {
                    harmless.append("nobody led in the place of \(service.service) while it stood still")
                }
                if others.reduce(0, { $0 + $1.partitionsHeld }) < Partitioning.usual.count {
                    harmless.append("nobody worked the partitions of \(service.service) while it stood still")
                }
            }
            thaw()
        case .raiseAlarm: try await limitMemory("absolute", "1MB")
        case .endAlarm: try await limitMemory("0.4")
        case .openTransaction: try await openTransaction()
        case .endTransaction: await endTransaction()
        case .fillVolume: try volume.fill()
        case .freeVolume: volume.free()
        case .killLeader: try await cluster.killLeader()
        case .awaitCluster: try await cluster.awaitWhole()
        }
    }

    private func strike(_ what: String, _ blow: () -> Bool) async throws {
        try await wait(for: "\(what) to be there, so that it can be struck", within: Self.limit, blow)
    }

    // MARK: - Standing still

    private func freeze(_ service: String) async throws {
        var leader: SupervisedService?
        try await wait(for: "an instance of \(service) to lead", within: Self.limit, every: .milliseconds(100)) {
            leader = instances(of: service).first(where: \.isLeading)
            return leader?.send(SIGSTOP) ?? false
        }
        if let leader { frozen.append(leader) }
    }

    private func instances(of service: String) -> [SupervisedService] {
        supervisor.services.filter { $0.service == service }
    }

    private func others(than deposed: SupervisedService) -> [SupervisedService] {
        instances(of: deposed.service).filter { $0.replica != deposed.replica }
    }

    private func thaw() {
        for service in frozen { _ = service.send(SIGCONT) }
        frozen = []
    }

    // MARK: - Servers

    private func limitMemory(_ limit: String...) async throws {
        try await system.script("rabbitmq", ["ctl", system.instance, "set_vm_memory_high_watermark"] + limit)
    }

    /// In another database than the services', since the fence waits for those too.
    private func openTransaction() async throws {
        let administration = try await Administration.connect(to: system)
        let session = try await administration.connect(to: "postgres")
        await administration.close()
        // It stays open for longer than a service's may.
        try await session.execute("SET idle_in_transaction_session_timeout = 0")
        try await session.execute("BEGIN")
        _ = try await session.query("SELECT pg_current_xact_id()::text")
        transaction = session
    }

    private func endTransaction() async {
        await transaction?.close()
        transaction = nil
    }
}
