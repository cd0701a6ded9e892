internal import ArgumentParser
internal import CatalogueEvents
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `pavilion`: the storefronts of counties.
struct PavilionCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pavilion", abstract: "Open the storefronts of counties, and list them.",
        subcommands: [PavilionOpenCommand.self, PavilionListCommand.self])
}

/// `pavilion open`: opens the pavilions of a file.
struct PavilionOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open the pavilions of a JSON file: all of them, or none.",
        discussion: """
            The file is what POST /pavilions takes; - is standard input.

            catalogue pavilion open - --actor zhao.county <<END
            {"pavilions": [{"county": "522729", "name": {"zh": "长顺馆", "en": "Changshun pavilion"},
            "operator": "0190163d-8694-739b-aea5-966c26f8ad91"}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingPavilions>

    func run() async throws {
        let sheet = try PavilionSheet(file: file)
        try await options.give(actor, "opened") { service, context, transaction in
            try await service.openPavilions(sheet, context, in: transaction)
        }
    }
}

/// `pavilion list`: all of them, or a county's.
struct PavilionListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the pavilions.",
        discussion: """
            catalogue pavilion list --county 522728
            """)

    @OptionGroup var scope: CountyOptions

    @OptionGroup var page: OldestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        try await options.show(columns, { try await $0.pavilions(of: scope.county, page, in: $1) }) { list in
            var table = Table("pavilion", "county", "name", "state")
            for pavilion in list.pavilions {
                table.add(
                    pavilion.pavilionID.description, pavilion.county.description, pavilion.name.zh, pavilion.state)
            }
            return table
        }
    }
}
