internal import ArgumentParser
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `lot find`: the lots in a state, of a product, at a station.
struct LotFindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find lots by their state, product or station.",
        discussion: "catalogue lot find --state quarantined --station STATION")

    @Option(help: "received, passed, listed, quarantined, closed or recalled.")
    var state: String?

    @Option(help: "Only lots of this product.")
    var product: UUIDv7?

    @Option(help: "Only lots at this station.")
    var station: UUIDv7?

    @OptionGroup var page: PageOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let filter = try LotFilter(state: state, productID: product, stationID: station)
        try await options.show({ try await $0.lots(filter, page, in: $1) }) { list in
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

/// `lot show`: what was asked of one lot.
struct LotShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show how a lot stands, and what was asked of it.",
        discussion: "catalogue lot show LOT")

    @Argument(help: "The lot's id.")
    var lot: UUIDv7

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        try await options.show({ try await $0.lot(lot, in: $1) }) { story in
            historyTable(of: story.history, headed: story.lot.state)
        }
    }
}

/// `reservation show`: what an order has a claim on.
struct ReservationCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reservation", abstract: "Look at what orders have a claim on.",
        subcommands: [ReservationShowCommand.self])
}

/// `reservation show`: how far one has come.
struct ReservationShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what an order has a claim on, and what was asked of it.",
        discussion: "catalogue reservation show ORDER")

    @Argument(help: "The order's id.")
    var order: UUIDv7

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        try await options.show({ try await $0.reservation(of: order, in: $1) }) { story in
            historyTable(of: story.history, headed: story.state)
        }
    }
}

/// What was asked of something, a line each, under how it stands now.
private func historyTable(of history: [StockRecord], headed state: String) -> Table {
    var table = Table(state, "command", "given by", "refusal", "reason")
    for record in history {
        table.add(record.at.description, record.command, record.givenBy, record.refusal ?? "", record.reason)
    }
    return table
}
