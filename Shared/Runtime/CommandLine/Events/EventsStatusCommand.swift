public import ArgumentParser
internal import Delivery
internal import Postgres
internal import Vocabulary

/// `events status`: how the service's events stand.
public struct EventsStatusCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "status",
            abstract: "Show how far the log has left, what the queues hold, and what waits for whom.",
            discussion: """
                \(Hosted.name) events status
                """)
    }

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Looks at the database and the broker, and prints what is there. A broker that is away is part of the answer.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        let status = try await options.withService(Hosted.self) { hosted, workbench in
            let session = try await PostgresConnection.connect(settings.postgres)
            var status: DeliveryStatus
            do {
                status = try await StatusReader(of: Hosted.name, over: session).read(at: workbench.clock.now())
            } catch {
                await session.close()
                throw error
            }
            await session.close()
            do {
                status.queues = try await settings.withAdministration { broker in
                    try await DeliveryStatus.Queue.look(
                        at: hosted.subscription(settings.partitioning), hearing: Hosted.publications, over: broker)
                }
            } catch {
                status.brokerFault = "\(error)"
            }
            return status
        }
        try options.print(status, StatusSheet(status: status).description)
    }
}
