public import ArgumentParser

/// `personal`: the keys under which the service keeps who somebody is.
public struct PersonalCommands<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "personal", abstract: "Keep the keys of personal data, and encrypt it anew.",
            discussion: """
                Names, numbers and addresses are encrypted under the current key of a file (personal.keys-file), which \
                services read again when it changes. To change the key while they run: make a second one, use it once every \
                instance has the file, encrypt what there is anew, and drop the first. Dumps from before need the first.
                """,
            subcommands: [
                PersonalMakeKeyCommand<Hosted>.self, PersonalKeysCommand<Hosted>.self,
                PersonalUseKeyCommand<Hosted>.self, PersonalReencryptCommand<Hosted>.self,
                PersonalDropKeyCommand<Hosted>.self,
            ])
    }

    /// Makes the command.
    public init() {}
}
