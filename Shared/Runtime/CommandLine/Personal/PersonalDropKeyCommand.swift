public import ArgumentParser
internal import Postgres

/// `personal drop-key`: takes out a key that keeps nothing any more.
public struct PersonalDropKeyCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "drop-key",
            abstract: "Take a key that keeps nothing any more out of the file; it is recorded.",
            discussion: """
                Dumps that were made while it was used can be read with it alone: keep a copy for as long as they are kept.

                \(Hosted.name) personal drop-key $(\(Hosted.name) personal keys --column key | sed -n 1p) --actor li.operations
                """)
    }

    @Argument(help: "The key's id, 8 hexadecimal digits.")
    var key: PersonalKeyID

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Operating>

    /// Makes the command.
    public init() {}

    /// Takes it out of the schema first, which refuses a key that is still needed.
    public func run() async throws {
        let file = try await options.settings(for: Hosted.name).requiredPersonalKeysFile()
        let left = try await options.withService(Hosted.self, by: actor) { _, workbench, context in
            let keys = try workbench.personalKeys()
            guard keys.ids.contains(key) else { throw PersonalKeyRefusal.unknown(key) }
            guard keys.current != key else { throw PersonalKeyRefusal.isCurrent(key) }
            try await workbench.pool.withTransaction { transaction in
                let register = PersonalKeyRegister(in: transaction)
                let rows = try await register.rows(of: Hosted.personalTables)[key] ?? 0
                guard rows == 0 else { throw PersonalKeyRefusal.inUse(key, rows: rows) }
                try await register.forget(key)
                try AuditTrail.record("drop-personal-key", on: "\(key)", by: context, in: transaction)
                // Last, so that the schema goes on knowing a key that cannot be taken out of the file.
                try PersonalKeyFile.remove(key, from: file)
            }
            return try PersonalKeyFile(reading: file).personalKeys(in: file)
        }
        try options.print(PersonalKeyList(left, rows: nil), "dropped key \(key); \(file) has \(left.ids.count)")
    }
}
