public import ArgumentParser
internal import Postgres

/// `personal keys`: which keys there are, and how much each keeps.
public struct PersonalKeysCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "keys", abstract: "List the keys of personal data by their ids, and how many rows each keeps.",
            discussion: """
                In the order in which they were made; one that is missing from the file comes last.

                \(Hosted.name) personal keys
                """)
    }

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Prints the list.
    public func run() async throws {
        let list = try await options.withService(Hosted.self) { _, workbench in
            let keys = try workbench.personalKeys()
            return try await workbench.pool.withTransaction(readOnly: true) { transaction in
                let register = PersonalKeyRegister(in: transaction)
                return PersonalKeyList(
                    keys, rows: try await register.rows(of: Hosted.personalTables), known: try await register.ids())
            }
        }
        try options.print(list, list.table, columns)
    }
}
