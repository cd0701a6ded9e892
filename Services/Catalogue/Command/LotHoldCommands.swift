internal import ArgumentParser
internal import CatalogueService
internal import Runtime
internal import Vocabulary

/// `lot quarantine`: holds goods back.
struct LotQuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "Hold back some of a lot until it is inspected again.",
        discussion: """
            What is on sale is held back first, then what is kept for offers, promised and sold; orders that lose their goods \
            are told.

            catalogue lot quarantine $(catalogue lot find --state listed --column lot | tail -n 1) 12000g --cause dead-sensor \\
                --cause-id 0190163d-8694-739b-aea5-966c26f8ad91 --actor wang.station
            """)

    @Argument(help: "The lot's id.")
    var lot: UUIDv7

    @Argument(help: "How much: 12000g or 40pieces.")
    var quantity: Quantity

    @Option(help: "inspection, claim or dead-sensor.")
    var cause: QuarantineSheet.Cause

    @Option(help: "The inspection, claim or sensor that says so.")
    var causeID: UUIDv7

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<JudgingLots>

    func run() async throws {
        let sheet = QuarantineSheet(
            lots: [LotPortion(lotID: lot, quantity: quantity)], cause: cause, causeID: causeID)
        try await options.give(actor, "quarantined") { service, context, transaction in
            try await service.quarantineLots(sheet, context, in: transaction)
        }
    }
}

/// `lot reinspect`: decides on goods that are held back.
struct LotReinspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reinspect", abstract: "Record what was found when goods that are held back were looked at again.",
        discussion: """
            Sound goods are on sale again; unfit ones, by --failed, are lost, or go back to their producer.

            catalogue lot reinspect $(catalogue lot find --state listed --column lot | tail -n 1) 12000g \\
                --inspector 0190163d-8694-739b-aea5-966c26f8ad91 --actor wang.station
            """)

    @Argument(help: "The lot's id.")
    var lot: UUIDv7

    @Argument(help: "How much of what is held back: 12000g or 40pieces.")
    var quantity: Quantity

    @Option(help: "Who looked at it.")
    var inspector: UUIDv7

    @Flag(help: "It is not sound.")
    var failed = false

    @Flag(help: "It is of other use to its producer, who gets it back.")
    var fitForOtherUse = false

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<JudgingLots>

    func validate() throws {
        if fitForOtherUse, !failed { throw ValidationError("--fit-for-other-use goes with --failed") }
    }

    func run() async throws {
        let sheet = ReinspectionSheet(
            lots: [LotPortion(lotID: lot, quantity: quantity)], inspectorID: inspector,
            outcome: failed ? .failed : .passed, isFitForOtherUse: fitForOtherUse)
        try await options.give(actor, failed ? "rejected" : "released") { service, context, transaction in
            try await service.reinspectLots(sheet, context, in: transaction)
        }
    }
}

/// `lot recall`: calls a lot back with all that was made of it.
struct LotRecallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "Call back a lot, and every lot that was made of it.",
        discussion: """
            What still lies at stations is held back for good; the orders that it was sold to are told.

            catalogue lot recall $(catalogue lot find --state listed --column lot | tail -n 1) --code residue --yes \\
                --actor zhao.county --reason 'laboratory report 2019-114'
            """)

    @Argument(help: "The lot's id.")
    var lot: UUIDv7

    @Option(help: "Why, as a code that everybody hears, such as residue.")
    var code: String

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<JudgingLots>

    func run() async throws {
        try confirmation.confirm("lot \(lot) is recalled, with every lot that was made of it")
        let sheet = RecallSheet(lotID: lot, reason: code)
        try await options.give(actor, "recalled") { service, context, transaction in
            try await service.recallLot(sheet, context, in: transaction)
        }
    }
}
