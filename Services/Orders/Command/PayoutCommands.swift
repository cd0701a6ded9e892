internal import ArgumentParser
internal import Eventing
internal import OrdersDomain
internal import OrdersService
internal import Postgres
internal import Runtime
internal import Vocabulary

/// `payout`: what households, stations and funds are paid.
struct PayoutCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payout", abstract: "Prepare, release and list payouts.",
        subcommands: [PayoutPrepareCommand.self, PayoutReleaseCommand.self, PayoutListCommand.self])
}

/// `payout prepare`
struct PayoutPrepareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare", abstract: "Prepare what each payee is owed since the last batch.",
        discussion: "orders payout prepare --actor finance.chen")

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<PayingOut>

    func run() async throws {
        let batch = try await options.withService(OrdersService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                try await service.preparePayouts(context, in: transaction)
            }
        }
        guard let batch else { return try options.print(NothingOwed(), "nobody is owed anything: nothing is prepared") }
        try options.print(
            batch,
            "batch \(batch.batchID): \(batch.payouts) payouts of \(batch.amountFen.inYuan) yuan wait for their release"
        )
    }
}

/// What is answered where there is nothing to prepare: no fault, for whoever prepares every night.
private struct NothingOwed: Record {
    private var payouts: Int64 = 0

    init() {}

    init(_ fields: inout some FieldCoder, _ nothing: NothingOwed?) throws(EventFault) {
        payouts = try fields.field("payouts", nothing?.payouts)
    }
}

/// `payout release`
struct PayoutReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Send a batch that somebody else prepared to the bank.",
        discussion: """
            It can be released once, and not by who prepared it:

            for batch in $(orders payout list --state prepared --column batch | sort --unique); do
                orders payout release $batch --actor finance.zhao
            done
            """)

    @Argument(help: "The batch's id.")
    var batch: UUIDv7

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<PayingOut>

    func run() async throws {
        let released = try await options.withService(OrdersService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                try await service.releasePayouts(batch: batch, context, in: transaction)
            }
        }
        try options.print(released, "\(released.payouts) payouts of \(released.amountFen.inYuan) yuan are sent")
    }
}

/// `payout list`
struct PayoutListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List payouts, the oldest first, 1,000 at a time.",
        discussion: "orders payout list --state paid")

    @Option(help: "prepared, sent, paid or failed.")
    var state: Payout.State?

    @Option(help: "Go on behind this payout.")
    var after: UUIDv7?

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let list = try await options.withService(OrdersService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await service.payouts(in: state?.rawValue, after: after, in: transaction)
            }
        }
        var table = Table("payout", "batch", "payee", "holder", "yuan", "state", "attempts")
        for payout in list.payouts {
            table.add(
                "\(payout.payoutID)", "\(payout.batchID)", payout.payee, payout.holder, payout.amountFen.inYuan,
                payout.state, "\(payout.attempts)")
        }
        try options.print(list, table, columns)
    }
}
