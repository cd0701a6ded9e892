public import ArgumentParser

/// `events`: what the service told and heard, and what becomes of what it could not handle.
public struct EventsCommands<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "events",
            abstract:
                "Look at what was told and heard, settle what could not be handled, and bring back what is lacking.",
            subcommands: [
                EventsStatusCommand<Hosted>.self, ParkedCommands<Hosted>.self, EventsTailCommand<Hosted>.self,
                RefillCommand<Hosted>.self, PassOverCommand<Hosted>.self, RebaseCommand<Hosted>.self,
            ])
    }

    /// Makes the command.
    public init() {}
}

/// `events parked`: the events that wait, and what becomes of them.
public struct ParkedCommands<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "parked", abstract: "List the events that wait, and settle them.",
            discussion: """
                An event is parked when its handler fails on it, and those of its subject that come later wait behind it, \
                in order. What is to be replayed, discarded or edited is proposed as a plan with a fixed selection; a second \
                person approves it, which carries it out.
                """,
            subcommands: [
                ParkedListCommand<Hosted>.self, ParkedShowCommand<Hosted>.self, ParkedReplayCommand<Hosted>.self,
                ParkedDiscardCommand<Hosted>.self, ParkedEditCommand<Hosted>.self, ParkedApproveCommand<Hosted>.self,
                ParkedRefuseCommand<Hosted>.self, ParkedPlansCommand<Hosted>.self,
            ])
    }

    /// Makes the command.
    public init() {}
}
