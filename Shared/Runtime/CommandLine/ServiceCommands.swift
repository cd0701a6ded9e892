public import ArgumentParser
internal import AMQP
internal import Delivery
internal import Eventing
import Glibc
internal import Logging
internal import NIOCore
internal import Postgres

/// `serve`: runs the service until it is told to stop.
public struct ServeCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "serve", abstract: "Run the service until SIGTERM or SIGINT.",
            discussion: """
                \(Hosted.name) serve --config /etc/throughtrain/\(Hosted.name).json --set log.level=debug
                """)
    }

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Runs until the stop.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        ServiceLogging.bootstrap()
        do {
            try await ServiceHost<Hosted>(settings).run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw PortTaken(host: settings.httpHost, port: settings.httpPort)
        }
    }
}

/// Why a service cannot listen.
private struct PortTaken: Error, CustomStringConvertible {
    var host: String
    var port: Int

    var description: String {
        "port \(port) of \(host) is taken by another process: stop that, or set THROUGHTRAIN_HTTP_PORT or --set http.port=…"
    }
}

/// `migrate`: brings the schema and the broker's topology up to this program.
public struct MigrateCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "migrate", abstract: "Bring the schema, and the queues on the broker, up to this program.",
            discussion: """
                \(Hosted.name) migrate --config /etc/throughtrain/\(Hosted.name).json
                """)
    }

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Migrates, and says what it did.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        try await settings.withWorkbench(for: Hosted.name) { workbench in
            let applied = try await ServiceSchema<Hosted>(settings, pool: workbench.pool).migrate()
            let subscription = Hosted(workbench).subscription(settings.partitioning)
            let broker = AMQPPublisher(settings.rabbitmq, topology: subscription.topology)
            try await broker.connected(within: .seconds(10))
            await broker.close()
            print(
                applied.isEmpty
                    ? "\(Hosted.name): the schema is up to date; \(subscription.queues.count) queues are declared"
                    : "\(Hosted.name): applied \(applied.joined(separator: ", ")); \(subscription.queues.count) queues are declared"
            )
        }
    }
}

/// `audit`: checks every invariant of the service, and says what is wrong.
public struct AuditCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "audit", abstract: "Check every invariant of the service; exit 1 if one is broken.",
            discussion: """
                \(Hosted.name) audit --json
                \(Hosted.name) audit --list heard --source /throughtrain/orders/order
                """)
    }

    @OptionGroup var options: ServiceOptions

    @Option(help: "List the ids of events told, or heard, instead.")
    var list: String?

    @Option(help: "With --list: of which source, such as /throughtrain/orders/order.")
    var source: String?

    /// Makes the command.
    public init() {}

    /// Sees that the options go together.
    public func validate() throws {
        if let list, DeliveryAudit.Side(rawValue: list) == nil {
            throw ValidationError("--list takes `told` or `heard`")
        }
        if (list == nil) != (source == nil) { throw ValidationError("--list and --source go together") }
    }

    /// Audits, and says what was found.
    public func run() async throws {
        try await options.withService(Hosted.self) { hosted, workbench in
            if let side = list.flatMap(DeliveryAudit.Side.init), let source {
                try await printIdentifiers(side, source, workbench)
            } else {
                try await printReport(of: hosted, workbench)
            }
        }
    }

    private func printIdentifiers(_ side: DeliveryAudit.Side, _ source: String, _ workbench: Workbench) async throws {
        let identifiers = try await workbench.pool.withTransaction(readOnly: true) { transaction in
            try await DeliveryAudit(of: Hosted.name, in: transaction).identifiers(side, source: source)
        }
        for identifier in identifiers { print(identifier) }
    }

    private func printReport(of hosted: Hosted, _ workbench: Workbench) async throws {
        let report = try await ServiceAudit(hosted: hosted, pool: workbench.pool).run()
        if options.json {
            print(String(decoding: try report.encoded(), as: UTF8.self))
        } else {
            var table = Table("check", "examined", "verdict")
            for check in report.checks {
                table.add(
                    check.name, "\(check.examined)", check.breaches.isEmpty ? "ok" : "\(check.breaches.count) broken")
            }
            print(table)
            for check in report.checks {
                for breach in check.breaches { print("\(check.name): \(breach)") }
            }
        }
        if !report.isOK { throw ExitCode.failure }
    }
}
