internal import ArgumentParser
internal import LivestreamService
internal import Runtime
internal import Vocabulary

/// `offer`: what is on sale in episodes.
struct OfferCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offer", abstract: "Propose offers in episodes, close them, and list them.",
        subcommands: [OfferProposeCommand.self, OfferCloseCommand.self, OfferListCommand.self])
}

/// `offer propose`: catalogue is asked to set stock aside.
struct OfferProposeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: "Propose an offer; it is ready once catalogue has set its stock aside.",
        discussion: """
            livestream episode schedule $(livestream programme list --column programme | tail -n 1) --county 522728 \\
                --presenter $(livestream presenter list --column presenter | tail -n 1) \\
                --starts 2019-08-07T20:00:00+08:00 --ends 2019-08-07T22:00:00+08:00 --day 2019-08-07 --actor chief.editor
            product=$(catalogue product list --county 522728 --column product | head -n 1)
            livestream offer propose $(livestream episode list --state scheduled --limit 1 --column episode) --price 780/500g \\
                --listing $(catalogue product show $product --column listing) --allotment 5000g --actor chief.editor \\
                --opens 2019-08-07T20:00:00+08:00 --closes 2019-08-07T22:00:00+08:00
            """)

    @Argument(help: "The episode.")
    var episode: UUIDv7

    @Option(help: "The listing that is on sale.")
    var listing: UUIDv7

    @Option(help: "What it costs, such as 780/500g: at the floor or above.")
    var price: Price

    @Option(help: "How much of it is to be sold, such as 500000g.")
    var allotment: Quantity

    @Option(help: "The most that one buyer may take, such as 5000g.")
    var perBuyer: Quantity?

    @Option(help: "When it goes on sale, within the episode's time.")
    var opens: Instant

    @Option(help: "When it goes off sale, within the episode's time.")
    var closes: Instant

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Presenting>

    func run() async throws {
        let request = OfferRequest(
            listingID: listing, price: price, allotment: allotment, perBuyer: perBuyer, opensAt: opens,
            closesAt: closes)
        let offer = try await options.perform(as: actor) { service, context, transaction in
            try await service.proposeOffer(in: episode, request, context, in: transaction)
        }
        try options.print(offer, "offer \(offer.offerID) is \(offer.state)")
    }
}

/// `offer close`: it goes off sale.
struct OfferCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Take an offer off sale.",
        discussion: """
            episode=$(livestream episode list --state scheduled --limit 1 --column episode)
            livestream offer close $(livestream offer list $episode --column offer | head -n 1) --yes --actor chief.editor \\
                --reason 'sold out at the stations'
            """)

    @Argument(help: "The offer.")
    var offer: UUIDv7

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Presenting>

    func run() async throws {
        try confirmation.confirm("offer \(offer) goes off sale")
        let closed = try await options.perform(as: actor) { service, context, transaction in
            try await service.closeOffer(offer, context, in: transaction)
        }
        try options.print(closed, "offer \(closed.offerID) is \(closed.state); \(closed.sold.words) sold")
    }
}

/// `offer list`: those of an episode, as viewers see them.
struct OfferListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List an episode's offers, and how much of each is left.",
        discussion: """
            livestream offer list $(livestream episode list --column episode | tail -n 1)
            """)

    @Argument(help: "The episode.")
    var episode: UUIDv7

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let list = try await options.read { try await $0.offers(of: episode, in: $1) }
        var table = Table("offer", "price", "allotment", "state", "shown as", "left", "held", "sold")
        for offer in list.offers {
            table.add(
                offer.offerID.description, offer.price.words, offer.allotment.words, offer.state,
                offer.availability.rawValue, offer.left.words, offer.held.words, offer.sold.words)
        }
        try options.print(list, table, columns)
    }
}
