public import ArgumentParser

/// `personal make-key`: adds a key to the file.
public struct PersonalMakeKeyCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "make-key",
            abstract: "Add a key to the file of personal.keys-file; the first one makes the file.",
            discussion: """
                The file is its owner's only, and no key is ever printed. Keep a copy where no dump of the database is: who \
                has both can read everything, and who loses the keys, nothing. The first key is used at once, a further one \
                from `personal use-key` on.

                \(Hosted.name) personal make-key
                """)
    }

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Adds it.
    public func run() async throws {
        let file = try await options.settings(for: Hosted.name).requiredPersonalKeysFile()
        let id = try PersonalKeyRing.makeKey(in: file)
        let keys = try PersonalKeyFile(reading: file).personalKeys(in: file)
        try options.print(
            PersonalKeyList(keys, rows: nil),
            "made key \(id); \(file) has \(keys.ids.count)"
                + (keys.current == id ? ", and this one is used" : ": use it once every instance has the file"))
    }
}
