package import AMQP
package import Accounting
internal import Foundation
package import LocalScripts
internal import Passes
internal import Runtime
internal import Vocabulary

/// The instance that is tried under load: servers and services of its own on this machine, made afresh.
package struct RigSystem: Sendable {
    /// The scripts that run it.
    package let scripts: LocalScripts
    /// Its name.
    package let instance: String
    /// The build that its programs are taken from: `release`, or `debug` to try the trial itself.
    package let configuration: String
    /// Its own folder.
    package let folder: String

    /// Where its programs are.
    package let programFolder: String

    /// The services that take part.
    package static let services = ["catalogue", "orders", "eligibility", "logistics", "livestream"]

    /// An instance by the scripts that run it and its name.
    package init(scripts: LocalScripts, instance: String, configuration: String) {
        self.scripts = scripts
        self.instance = instance
        self.configuration = configuration
        let checkout = URL(fileURLWithPath: scripts.folder).deletingLastPathComponent().deletingLastPathComponent()
        folder = "\(checkout.path)/.run/\(instance)"
        programFolder = "\(checkout.path)/.build/\(configuration)"
    }

    // MARK: - Its programs

    /// Removes what is left of an earlier one, and starts servers and services.
    package func startAfresh() async throws {
        try await startServersAfresh()
        try await start(Self.services)
    }

    /// Removes what is left of an earlier one, and starts the servers alone, ready for the services.
    package func startServersAfresh() async throws {
        try await script("wipe", [instance])
        try await script("postgres", ["start", instance])
        try await script("rabbitmq", ["start", instance])
        try await script("provision", [instance])
        for service in Self.services { try await run(service, ["migrate"]) }
        // What the driver asks for beside the services' own rights: to listen as they do.
        try await script(
            "rabbitmq", ["ctl", instance, "set_permissions", "-p", "throughtrain", "admin", ".*", ".*", ".*"])
    }

    /// Starts services, all at once: one is ready only when those that listen to it have declared their queues.
    package func start(_ services: [String], replica: Int = 1) async throws {
        try await withThrowingTaskGroup { group in
            for service in services {
                group.addTask { try await script("service", ["start", instance, service, "\(replica)"]) }
            }
            try await group.waitForAll()
        }
    }

    /// Stops services in order.
    package func stop(_ services: [String], replica: Int = 1) async throws {
        for service in services { try await script("service", ["stop", instance, service, "\(replica)"]) }
    }

    /// Kills whatever of it runs.
    package func kill() async throws {
        try await script("kill", [instance])
    }

    /// The programs whose CPU time is accounted for, each service by its name and the number of its replica.
    package func programs(replicas: Int = 1) -> [ProcessAccounting.Program] {
        servicePrograms(replicas: replicas) + [postgres, rabbitmq]
    }

    /// Those of the services.
    package func servicePrograms(replicas: Int = 1) -> [ProcessAccounting.Program] {
        (1...replicas).flatMap { replica in
            Self.services.map { service in
                let name = replica == 1 ? service : "\(service)-\(replica)"
                return ProcessAccounting.Program(
                    name: name, executables: [service], folder: "\(folder)/services/\(name)")
            }
        }
    }

    /// PostgreSQL with all its sessions.
    package var postgres: ProcessAccounting.Program {
        .init(name: "postgres", executables: ["postgres"], folder: "\(folder)/postgres/data")
    }

    /// RabbitMQ with all that runs beside it.
    package var rabbitmq: ProcessAccounting.Program {
        .init(name: "rabbitmq", executables: ["beam.smp", "epmd"], folder: "\(folder)/rabbitmq")
    }

    // MARK: - Asking it

    /// Runs a command of a service, and returns what it printed.
    @discardableResult
    package func run(_ service: String, _ arguments: [String]) async throws -> String {
        try await script("run", [instance, service] + arguments)
    }

    /// What a command of a service answers.
    package func ask<Answer: Decodable>(_: Answer.Type, _ service: String, _ arguments: [String]) async throws -> Answer
    {
        try JSONDecoder().decode(Answer.self, from: Data(await run(service, arguments + ["--json"]).utf8))
    }

    /// Runs one of the scripts.
    @discardableResult
    package func script(_ name: String, _ arguments: [String]) async throws -> String {
        try await scripts.run(name, arguments, environment: environment)
    }

    /// What its programs are told beside their settings: one partner sends what comes from many callers otherwise, so that
    /// nobody is bounded.
    package var environment: [String: String] {
        [
            "THROUGHTRAIN_CLOCK_FILE": clockFile, "THROUGHTRAIN_CONFIGURATION": configuration,
            "THROUGHTRAIN_HTTP_REQUESTS_PER_SECOND": "0",
        ]
    }

    /// A service's settings, as environment variables; those of the servers' administrator by the name `admin`.
    package func settings(of service: String, replica: Int = 1) async throws -> [String: String] {
        let lines = try await script("env", [instance, service, "\(replica)"]).split(separator: "\n")
        return Dictionary(
            lines.compactMap { line in
                line.firstIndex(of: "=").map { (String(line[..<$0]), String(line[line.index(after: $0)...])) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The port of a service's HTTP API.
    package func port(of service: String, replica: Int = 1) async throws -> UInt16 {
        let settings = try await settings(of: service, replica: replica)
        guard let port = settings["THROUGHTRAIN_HTTP_PORT"].flatMap({ UInt16($0) }) else {
            throw RigFault("\(service) of \(instance) has no port: is compose/local/env as it was?")
        }
        return port
    }

    /// How to reach the broker as its administrator, where the services meet.
    package func broker(as connection: String) async throws -> AMQPConfiguration {
        let settings = try await settings(of: "admin")
        guard let port = settings["THROUGHTRAIN_RABBITMQ_PORT"].flatMap({ Int($0) }),
            let user = settings["THROUGHTRAIN_RABBITMQ_USER"], let password = settings["THROUGHTRAIN_RABBITMQ_PASSWORD"]
        else { throw RigFault("the broker of \(instance) has no administrator: is compose/local/env as it was?") }
        return AMQPConfiguration(
            host: "127.0.0.1", port: port, virtualHost: "throughtrain", user: user, password: password,
            connectionName: connection)
    }

    /// Where those who call it get their tokens.
    var passes: PassDesk {
        get throws { try PassDesk(instanceFolder: folder) }
    }

    // MARK: - Its time

    /// The file that its time goes by.
    package var clockFile: String { "\(folder)/clock" }

    /// Moves its time.
    package func setTime(_ text: String) throws {
        guard let instant = Instant(text) else { throw RigFault("\(text) is no instant") }
        try DomainClock.content(settingTime: instant).write(toFile: clockFile, atomically: true, encoding: .utf8)
    }

    /// Writes a file into its folder, and returns the path.
    package func write(_ text: String, to name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
