internal import ArgumentParser
internal import CatalogueService
internal import Runtime

/// `product`: what is in the catalogue.
struct ProductCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "product", abstract: "Put products into the catalogue.",
        subcommands: [ProductPublishCommand.self])
}

/// `product publish`: puts the products of a file into the catalogue.
struct ProductPublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Publish the products of a JSON file: all of them, or none.",
        discussion: """
            The file is what POST /products takes: {"products": [{"kind": "agricultural", …}]}.

                catalogue product publish products.json --actor zhao.pavilion
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions

    func run() async throws {
        let sheet = try ProductSheet(file: file)
        try await options.give(actor, "published") { service, context, transaction in
            try await service.publishProducts(sheet, context, in: transaction)
        }
    }
}
