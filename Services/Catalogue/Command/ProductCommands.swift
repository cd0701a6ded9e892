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
            "floor": {"fen": 900, "per": "500g"},
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
