internal import ArgumentParser
internal import CatalogueService
internal import Runtime

/// `catalogue`: what is sold, where it comes from, and how much of it is left.
@main
struct CatalogueCommand: ServiceProgram {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Publish products, bring lots from the scale onto the market, and keep account of them.",
        subcommands: [
            PavilionCommands.self, ProducerCommands.self, ProductCommands.self, LotCommands.self,
            ReservationCommands.self, PartnerCommands<CatalogueService>.self,
        ],
        groupedSubcommands: [OperatingCommands<CatalogueService>.group])
}
