internal import ArgumentParser
internal import CatalogueEvents
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `product`: what is in the catalogue.
struct ProductCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "product", abstract: "Put products into the catalogue, list them, and raise their floors.",
        subcommands: [
            ProductPublishCommand.self, ProductListCommand.self, ProductShowCommand.self, ProductFloorCommands.self,
        ])
}

/// `product publish`: puts the products of a file into the catalogue.
struct ProductPublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Publish the products of a JSON file: all of them, or none.",
        discussion: """
            The file is what POST /products takes; - is standard input. Prices are in fen.

            catalogue product publish - --actor zhao.pavilion <<END
            {"products": [{"kind": "agricultural", "name": {"zh": "长顺绿壳鸡蛋", "en": "Changshun green eggs"},
            "county": "522729", "pavilion": "$(catalogue pavilion list --county 522729 --column pavilion | head -n 1)",
            "sub_platforms": [], "sold_by": "g", "unit": {"net_g": 500, "gross_g": 540, "volume_ml": 900},
            "goods_class": "eggs", "perishable": true, "shelf_days": 30, "tax_class": "produce",
            "floor": {"fen": 900, "per": "500g"}, "floor_approved_by": "0190163e-8694-739b-aea5-966c26f8ad91",
            "listings": [{"price": {"fen": 1200, "per": "500g"}, "from": "2019-01-01T00:00:00Z"}], "options": []}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingPavilions>

    func run() async throws {
        let sheet = try ProductSheet(file: file)
        try await options.give(actor, "published") { service, context, transaction in
            try await service.publishProducts(sheet, context, in: transaction)
        }
    }
}

/// `product list`: all of them, or a county's.
struct ProductListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the products in the catalogue.",
        discussion: """
            catalogue product list --county 522728
            """)

    @OptionGroup var scope: CountyOptions

    @OptionGroup var page: OldestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        try await options.show(columns, { try await $0.products(of: scope.county, page, in: $1) }) { list in
            var table = Table("product", "version", "name", "county", "floor", "poor county", "registered ‰")
            for product in list.products {
                table.add(
                    product.productID.description, "\(product.version)", product.name.zh, product.county.description,
                    "\(product.floor.fen)/\(product.floor.per.rawValue)", product.provenance.countyLevel.rawValue,
                    "\(product.provenance.registeredShare)")
            }
            return table
        }
    }
}

/// `product floor`: the lowest price of a product.
struct ProductFloorCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "floor", abstract: "Set the lowest price at which a product may be sold.",
        subcommands: [ProductFloorRaiseCommand.self])
}

/// `product floor raise`: raises it from now on.
struct ProductFloorRaiseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "raise", abstract: "Raise the floor of a product from now on, as someone else approved.",
        discussion: """
            Listings below the new floor sell nothing any more, and each is told as a breach.

            catalogue product floor raise $(catalogue product list --county 522729 --column product | head -n 1) 950/500g \\
                --asked-by 0190163d-8694-739b-aea5-966c26f8ad91 --approved-by 0190163e-8694-739b-aea5-966c26f8ad91 \\
                --actor zhao.pavilion --reason 'fodder is dear'
            """)

    @Argument(help: "The product's id.")
    var product: UUIDv7

    @Argument(help: "The new floor in fen: 450/500g or 600/piece.")
    var floor: Price

    @Option(help: "Who asks for it.")
    var askedBy: UUIDv7

    @Option(help: "Who approves it.")
    var approvedBy: UUIDv7

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<DecidingPrices>

    func run() async throws {
        let sheet = FloorSheet(productID: product, floor: floor, askedBy: askedBy, approvedBy: approvedBy)
        try await options.give(actor, "raised the floor of") { service, context, transaction in
            try await service.raiseFloor(sheet, context, in: transaction)
        }
    }
}
