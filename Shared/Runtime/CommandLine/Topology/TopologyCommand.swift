public import ArgumentParser

/// `topology`: what the service wants on the bus, and how the bus is.
public struct TopologyCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "topology", abstract: "Show, compare and mend the exchanges, queues and rights on the broker.",
            subcommands: [
                TopologyShowCommand<Hosted>.self, TopologyDiffCommand<Hosted>.self, TopologyPlanCommand<Hosted>.self,
                TopologyApplyCommand<Hosted>.self,
            ])
    }

    /// Makes the command.
    public init() {}
}
