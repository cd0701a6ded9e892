internal import ArgumentParser
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `product floor`: the lowest price of a product.
struct ProductFloorCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "floor",
        abstract: "Raise the lowest price at which a product may be sold: one asks, another decides.",
        subcommands: [FloorAppealCommand.self, FloorAppealListCommand.self, FloorDecideCommand.self])
}

/// `product floor appeal`: asks that it be raised.
struct FloorAppealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appeal", abstract: "Ask that the floor of a product be raised; somebody else decides.",
        discussion: """
            catalogue product floor appeal $(catalogue product list --county 522729 --column product | head -n 1) 950/500g \\
                --grounds 'fodder is dear' --actor zhao.pavilion
            """)

    @Argument(help: "The product's id.")
    var product: UUIDv7

    @Argument(help: "The floor that it is to have, in fen: 450/500g or 600/piece.")
    var floor: Price

    @Option(help: "Why.")
    var grounds: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<AppealingFloors>

    func run() async throws {
        let sheet = FloorAppealSheet(productID: product, floor: floor, grounds: grounds)
        try await options.give(actor, "filed appeal") { service, context, transaction in
            try await service.appealFloor(sheet, context, in: transaction)
        }
    }
}

/// `product floor appeals`: those that wait.
struct FloorAppealListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appeals", abstract: "List the appeals that nobody has decided, the oldest first.",
        discussion: """
            catalogue product floor appeals --county 522729
            """)

    @OptionGroup var scope: CountyOptions

    @OptionGroup var page: OldestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        try await options.show(columns, { try await $0.floorAppeals(of: scope.county, page, in: $1) }) { list in
            var table = Table("appeal", "product", "floor", "asked by", "asked")
            for appeal in list.appeals {
                table.add(
                    appeal.appealID.description, appeal.productID.description,
                    "\(appeal.floor.fen)/\(appeal.floor.per.rawValue)", appeal.askedBy, appeal.askedAt.description)
                table.note(appeal.grounds)
            }
            return table
        }
    }
}

/// `product floor decide`: raises it as asked, or leaves it as it is.
struct FloorDecideCommand: AsyncParsableCommand {
    enum Outcome: EnumerableFlag {
        case grant
        case dismiss

        static func help(for outcome: Outcome) -> ArgumentHelp? {
            switch outcome {
            case .grant: "The floor is raised from now on."
            case .dismiss: "The floor stays as it is."
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Grant or dismiss an appeal that somebody else filed, and say why.",
        discussion: """
            Listings below the new floor sell nothing any more, and each is told as a breach.

            for appeal in $(catalogue product floor appeals --county 522729 --column appeal); do
                catalogue product floor decide $appeal --grant --reason 'it is dear' --actor wang.prices
            done
            """)

    @Argument(help: "The appeal's id, as `product floor appeals` shows it.")
    var appeal: UUIDv7

    @Flag var outcome: Outcome

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<DecidingFloors>

    func run() async throws {
        try await options.give(actor, outcome == .grant ? "granted" : "dismissed") { service, context, transaction in
            try await service.decideFloorAppeal(appeal, isGranted: outcome == .grant, context, in: transaction)
        }
    }
}
