internal import ArgumentParser
internal import CatalogueEvents
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `product show`: one, and what it is listed for.
struct ProductShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what a product is listed for, and from when to when.",
        discussion: """
            catalogue product show $(catalogue product list --county 522728 --column product | head -n 1)
            """)

    @Argument(help: "The product's id.")
    var product: UUIDv7

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        try await options.show(columns, { try await $0.product(product, in: $1) }) { product in
            var table = Table("listing", "name", "price", "from", "to")
            for listing in product.listings {
                table.add(
                    listing.listingID.description, product.name.zh,
                    "\(listing.price.fen)/\(listing.price.per.rawValue)", listing.from.description,
                    listing.to?.description ?? "")
            }
            return table
        }
    }
}
