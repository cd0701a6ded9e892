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
                Settings come from --set, the environment and the file of --config. Another instance for ten seconds, on a \
                port that is free:

                timeout --preserve-status 10 \(Hosted.name) serve --set http.port=0 --set log.level=debug
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
                It works as the role that owns the schema (postgres.owner-user), and gives the service's own role the rights that \
                the program needs. Given again, it changes nothing. Run it before a new program starts.

                \(Hosted.name) migrate
                """)
    }

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Migrates, and says what it did.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        try await settings.withWorkbench(for: Hosted.name) { workbench in
            let applied = try await withProgress("migrating \(Hosted.name)") {
                try await ServiceSchema<Hosted>(settings, pool: workbench.pool)
                    .migrate(as: settings.postgresOwner, keepingLogFor: settings.logDays)
            }
            let subscription = Hosted(workbench).subscription(settings.partitioning)
            let broker = AMQPPublisher(settings.rabbitmq, topology: subscription.topology)
            // A broker that is starting, or busy, ends connections on which it cannot make a quorum queue in time.
            try await withProgress("declaring the queues of \(Hosted.name)") {
                try await broker.connected(within: .seconds(60))
            }
            await broker.close()
            print(
                applied.isEmpty
                    ? "\(Hosted.name): the schema is up to date; \(subscription.queues.count) queues are declared"
                    : "\(Hosted.name): applied \(applied.joined(separator: ", ")); \(subscription.queues.count) queues are declared"
            )
        }
    }
}
