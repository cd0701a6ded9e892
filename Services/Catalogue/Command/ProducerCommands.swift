internal import ArgumentParser
internal import CatalogueEvents
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `producer`: who grows or makes goods.
struct ProducerCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "producer", abstract: "Take producers on, and list them.",
        subcommands: [ProducerRegisterCommand.self, ProducerListCommand.self])
}

/// `producer register`: takes on the producers of a file.
struct ProducerRegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Take on the producers of a JSON file: all of them, or none.",
        discussion: """
            The file is what POST /producers takes; - is standard input. A household comes with the token of its card, \
            {"kind": "household", "token": …, "county": …}, and stays nameless.

            catalogue producer register - --actor wang.station <<END
            {"producers": [{"kind": "cooperative", "name": {"zh": "罗甸合作社", "en": "Luodian cooperative"},
            "county": "522728"}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingPavilions>

    func run() async throws {
        let sheet = try ProducerSheet(file: file)
        try await options.give(actor, "registered") { service, context, transaction in
            try await service.registerProducers(sheet, context, in: transaction)
        }
    }
}

/// `producer list`: all of them, or a county's.
struct ProducerListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the producers.",
        discussion: """
            catalogue producer list --county 522728 --limit 20
            """)

    @OptionGroup var scope: CountyOptions

    @OptionGroup var page: OldestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        try await options.show(columns, { try await $0.producers(of: scope.county, page, in: $1) }) { list in
            var table = Table("producer", "kind", "county", "name or token")
            for producer in list.producers {
                table.add(
                    producer.producerID.description, producer.kind, producer.county.description,
                    producer.name?.zh ?? producer.token?.description ?? "")
            }
            return table
        }
    }
}
