public import ArgumentParser

/// `token`: issues tokens, where no identity provider does.
public struct TokenCommands<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "token", abstract: "Make the key that signs tokens, and issue tokens with it.",
            discussion: """
                For deployments without an identity provider. Services read the public keys of a file (access.keys-file), and \
                read it again when it changes. To change the key: make a second one into the same file, issue by that, and \
                once the tokens of the first have expired, take it out of the file.
                """,
            subcommands: [
                TokenMakeKeyCommand<Hosted>.self, TokenShowKeyCommand<Hosted>.self, TokenIssueCommand<Hosted>.self,
            ])
    }

    /// Makes the command.
    public init() {}
}
