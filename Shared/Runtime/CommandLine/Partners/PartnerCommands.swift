public import ArgumentParser

/// `partner`: who reads the partner edition of what the service tells.
public struct PartnerCommands<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "partner", abstract: "Add, list and remove the partners that the service tells.",
            discussion: """
                All but list need an administrator of the broker: rabbitmq.management-url, rabbitmq.administrator-user and \
                rabbitmq.administrator-password-file.
                """,
            subcommands: [
                PartnerAddCommand<Hosted>.self, PartnerListCommand<Hosted>.self, PartnerRotateCommand<Hosted>.self,
                PartnerRemoveCommand<Hosted>.self,
            ])
    }

    /// Makes the command.
    public init() {}
}
