internal import ArgumentParser
internal import LogisticsService
internal import Runtime
internal import Vocabulary

/// `destination`: buyers' doors. Who lives there is never printed.
struct DestinationCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destination", abstract: "Register buyers' doors, and count them.",
        subcommands: [DestinationRegisterCommand.self, DestinationCountCommand.self])
}

/// `destination register`: the doors of a file are known from now on.
struct DestinationRegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Register the doors of a JSON file: all of them, or none.",
        discussion: """
            The file is what POST /destinations takes; - is standard input.

            logistics destination register - --actor shop.desk <<END
            {"destinations": [{"city": "520100", "longitude": 1066300000, "latitude": 266500000,
            "recipient": "王女士", "address": "云岩区中华中路 1 号"}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<GivingAddresses>

    func run() async throws {
        let sheet = try DestinationSheet(file: file)
        try await options.give(actor, "registered") { service, context, transaction in
            try await service.registerDestinations(sheet, context, in: transaction)
        }
    }
}

/// `destination count`: how many are known.
struct DestinationCountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "Count the doors that are known, by city.",
        discussion: """
            logistics destination count
            """)

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let counts = try await options.read { try await $0.destinationCounts(in: $1) }
        var table = Table("city", "destinations")
        for entry in counts.cities { table.add(entry.city.description, "\(entry.destinations)") }
        try options.print(counts, table, columns)
    }
}
