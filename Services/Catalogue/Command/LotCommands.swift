internal import ArgumentParser
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `lot`: goods on their way from the scale onto the market and off it.
struct LotCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lot", abstract: "Weigh lots in, inspect them, put them on sale, and take them off it.",
        subcommands: [
            LotFindCommand.self, LotShowCommand.self, LotReceiveCommand.self, LotInspectCommand.self,
            LotListCommand.self, LotQuarantineCommand.self, LotReinspectCommand.self, LotReturnCommand.self,
            LotTransformCommand.self, LotRecallCommand.self,
        ])
}

/// `lot receive`: weighs in the lots of a file.
struct LotReceiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "Weigh in the lots of a JSON file: all of them, or none.",
        discussion: """
            The file is what POST /lots takes; - is standard input.

            catalogue lot receive - --actor wang.station <<END
            {"lots": [{"product_id": "$(catalogue product list --county 522728 --column product | head -n 1)",
            "producer_id": "$(catalogue producer list --county 522728 --column producer | head -n 1)",
            "station_id": "$(logistics station list --county 522728 --column station | head -n 1)",
            "village": "522728100201", "quantity": {"amount": 50000, "unit": "g"}, "grade": "first",
            "harvested_on": "2019-07-09", "expires_on": "2019-08-20", "producer_price": {"fen": 520, "per": "500g"}}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingLots>

    func run() async throws {
        let sheet = try LotSheet(file: file)
        try await options.give(actor, "received") { service, context, transaction in
            try await service.receiveLots(sheet, context, in: transaction)
        }
    }
}

/// `lot inspect`: passes lots, or holds them back.
struct LotInspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Record that lots passed their inspection, or failed it: all of them, or none.",
        discussion: """
            Lots that failed are held back and cannot be listed: give --failed for those.

            catalogue lot inspect $(catalogue lot find --state received --column lot) \\
                --inspector 0190163d-8694-739b-aea5-966c26f8ad91 --actor wang.station
            """)

    @Argument(help: "The lots' ids.")
    var lots: [UUIDv7]

    @Option(help: "Who looked at them.")
    var inspector: UUIDv7

    @Flag(help: "They failed, and are held back.")
    var failed = false

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<JudgingLots>

    func run() async throws {
        let sheet = InspectionSheet(lotIDs: lots, inspectorID: inspector, outcome: failed ? .failed : .passed)
        try await options.give(actor, failed ? "quarantined" : "passed") { service, context, transaction in
            try await service.inspectLots(sheet, context, in: transaction)
        }
    }
}

/// `lot list`: puts lots on sale.
struct LotListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Certify lots and put them on sale: all of them, or none.",
        discussion: """
            catalogue lot list $(catalogue lot find --state passed --column lot) --contact 0854-5200000 \\
                --statement self-tested --actor wang.station
            """)

    @Argument(help: "The lots' ids.")
    var lots: [UUIDv7]

    @Option(help: "How whoever certifies them is reached.")
    var contact: String

    @Option(help: "quality-control, self-tested or laboratory-tested.")
    var statement: ListingSheet.Statement

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingLots>

    func run() async throws {
        let sheet = ListingSheet(lotIDs: lots, contact: contact, statement: statement)
        try await options.give(actor, "listed") { service, context, transaction in
            try await service.listLots(sheet, context, in: transaction)
        }
    }
}
