internal import ArgumentParser
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `reservation`: what orders have a claim on.
struct ReservationCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reservation", abstract: "Look at what orders have a claim on.",
        subcommands: [ReservationShowCommand.self])
}

/// `reservation show`: how far one has come.
struct ReservationShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what an order has a claim on, and what was asked of it.",
        discussion: """
            catalogue reservation show $(orders list --state completed --limit 1 --column order)
            """)

    @Argument(help: "The order's id.")
    var order: UUIDv7

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        try await options.show({ try await $0.reservation(of: order, in: $1) }) { story in
            var goods = Table(story.state, "lot", "unit", "allocated", "open", "seized", "delivered")
            for part in story.allocations {
                goods.add(
                    part.stage, part.lotID.description, part.quantity.unit.rawValue, "\(part.quantity.amount)",
                    "\(part.open)", "\(part.seized)", "\(part.delivered)")
            }
            return "\(goods)\n\n\(Table(story.history))"
        }
    }
}
