internal import ArgumentParser
internal import CatalogueDomain
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `lot find`: the lots in a state, of a product, at a station.
struct LotFindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find lots by their state, product or station.",
        discussion: """
            catalogue lot find --county 522728
            catalogue lot find --state quarantined --limit 10
            """)

    @Option(help: "Only lots in this state.")
    var state: LotState?

    @Option(help: "Only lots of this product.")
    var product: UUIDv7?

    @Option(help: "Only lots at this station.")
    var station: UUIDv7?

    @OptionGroup var scope: CountyOptions
    @OptionGroup var page: OldestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let filter = try LotFilter(
            state: state?.rawValue, productID: product, stationID: station, county: scope.county)
        try await options.show(columns, { try await $0.lots(filter, page, in: $1) }) { list in
            var table = Table(
                "lot", "state", "expires", "unit", "received", "available", "kept", "promised", "sold", "held", "lost")
            for lot in list.lots {
                let parts = lot.parts
                table.add(
                    lot.lotID.description, lot.state, lot.expiresOn.description, lot.quantity.unit.rawValue,
                    "\(lot.quantity.amount)", "\(parts.available)", "\(parts.setAside)", "\(parts.reserved)",
                    "\(parts.committed)", "\(parts.quarantined)", "\(parts.lost)")
            }
            return table
        }
    }
}

/// `lot show`: how one stands.
struct LotShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show how a lot stands, and what was asked of it.",
        discussion: """
            catalogue lot show $(catalogue lot find --limit 1 --column lot)
            """)

    @Argument(help: "The lot's id.")
    var lot: UUIDv7

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        try await options.show({ try await $0.lot(lot, in: $1) }) { story in
            let parts = story.lot.parts
            var stock = Table("\(story.lot.state), in \(story.lot.quantity.unit.rawValue)", "amount")
            stock.add("received", "\(story.lot.quantity.amount)")
            stock.add("available", "\(parts.available)")
            stock.add("kept for offers", "\(parts.setAside)")
            stock.add("promised", "\(parts.reserved)")
            stock.add("sold", "\(parts.committed)")
            stock.add("held back", "\(parts.quarantined)")
            stock.add("made into others", "\(parts.consumed)")
            stock.add("given back", "\(parts.returned)")
            stock.add("lost", "\(parts.lost)")
            return "\(stock)\n\n\(Table(story.history))"
        }
    }
}
