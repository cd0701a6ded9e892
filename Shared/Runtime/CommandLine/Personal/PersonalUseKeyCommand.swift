public import ArgumentParser

/// `personal use-key`: new data is kept under another key.
public struct PersonalUseKeyCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "use-key",
            abstract: "Keep new data under this key from now on; the others go on opening what they keep.",
            discussion: """
                \(Hosted.name) personal use-key $(\(Hosted.name) personal keys --column key | tail -n 1)
                """)
    }

    @Argument(help: "The key's id, 8 hexadecimal digits.")
    var key: PersonalKeyID

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Marks it in the file.
    public func run() async throws {
        let file = try await options.settings(for: Hosted.name).requiredPersonalKeysFile()
        try PersonalKeyFile.use(key, in: file)
        let keys = try PersonalKeyFile(reading: file).personalKeys(in: file)
        try options.print(
            PersonalKeyList(keys, rows: nil),
            "new data is kept under \(key): encrypt what there is anew by `\(Hosted.name) personal re-encrypt`")
    }
}
