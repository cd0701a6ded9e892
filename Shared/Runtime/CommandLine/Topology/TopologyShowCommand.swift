internal import AMQP
public import ArgumentParser
internal import Delivery
internal import Eventing

/// `topology show`: what the service declares, without a look at the broker.
public struct TopologyShowCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract:
                "Show the exchanges, queues and bindings that the service declares, who listens, and the rights it needs.",
            discussion: """
                What --definitions prints is imported by an administrator at /api/definitions of the broker's management API.

                \(Hosted.name) topology show
                \(Hosted.name) topology show --definitions >\(Hosted.name).definitions.json
                """)
    }

    @OptionGroup var options: ServiceOptions

    @Flag(help: "Print what an administrator imports into the broker: the shared exchanges and the user's rights.")
    var definitions = false

    /// Makes the command.
    public init() {}

    /// Prints it.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        let declared = try await settings.declaredTopology(of: Hosted.self)
        if definitions {
            print(String(decoding: try settings.definitions(for: declared).encoded(), as: UTF8.self))
        } else {
            let shown = TopologyShown(declared)
            try options.print(shown, shown.tables)
        }
    }
}
