internal import ArgumentParser
internal import OrdersDomain
internal import OrdersService
internal import Postgres
internal import Runtime
internal import Vocabulary

/// `claim`: complaints about goods.
struct ClaimCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Open, list and decide claims.",
        subcommands: [ClaimOpenCommand.self, ClaimListCommand.self, ClaimDecideCommand.self])
}

/// `claim open`
struct ClaimOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a claim about a part of a delivered order.",
        discussion: """
            Which parts an order has, `orders show` says. Perishable goods can be complained about for a day, other ones \
            for a week:

            order=$(orders list --state completed --county 520526 --limit 1 --column order)
            orders claim open $order --part $(orders show $order --column part | head -n 1) --amount 500 --unit g \\
                --kind quality --cause quality --actor buyer.wang \\
                --evidence 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            """)

    @Argument(help: "The order's id.")
    var order: UUIDv7

    @Option(help: "The part, by its allocation's id; see orders show.")
    var part: UUIDv7

    @Option(help: "How much of it.")
    var amount: Int64

    @Option(help: "g or pieces.")
    var unit: QuantityUnit

    @Option(help: "refund, replacement, return or quality.")
    var kind: Claim.Kind

    @Option(help: "excursion, damaged, missing, wrong, quality or other.")
    var cause: Claim.Cause

    @Option(help: "A digest of a photograph; needed for what spoils.")
    var evidence: [ContentDigest] = []

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<SpeakingForBuyers>

    func run() async throws {
        let request = ClaimRequest(
            kind: kind, cause: cause, side: .buyer,
            items: [AllocatedQuantity(allocation: part, quantity: Quantity(amount, unit))], evidence: evidence)
        let receipt = try await options.withService(OrdersService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                try await service.openClaim(request, about: order, context, in: transaction)
            }
        }
        try options.print(receipt, "claim \(receipt.claimID) is open")
    }
}

/// `claim list`
struct ClaimListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List claims, the oldest first, 200 at a time.",
        discussion: """
            orders claim list --county 522728
            orders claim list --open
            """)

    @Flag(help: "Only those that wait for a decision.")
    var open = false

    @OptionGroup var scope: CountyOptions

    @Option(help: "Go on behind this claim.")
    var after: UUIDv7?

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let list = try await options.withService(OrdersService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await service.claims(onlyOpen: open, of: scope.county, after: after, in: transaction)
            }
        }
        var table = Table("claim", "order", "cause", "opened by", "opened", "state", "refund")
        for claim in list.claims {
            table.add(
                "\(claim.claimID)", "\(claim.orderID)", claim.cause, claim.openedBy, "\(claim.openedAt)",
                claim.isEscalated ? "open, escalated" : claim.outcome ?? claim.state,
                claim.refundFen.map(\.inYuan) ?? "")
        }
        try options.print(list, table, columns)
    }
}

/// `claim decide`
struct ClaimDecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Decide a claim that somebody else opened.",
        discussion: """
            for claim in $(orders claim list --open --column claim); do
                orders claim decide $claim --outcome refunded --refund-fen 100 --liable carrier --actor county.officer \\
                    --reason 'the compartment stood open'
            done
            """)

    @Argument(help: "The claim's id.")
    var claim: UUIDv7

    @Option(help: "refunded, replaced, returned or refused.")
    var outcome: ClaimDecision.Outcome

    @Option(help: "What goes back to the buyer, in fen.")
    var refundFen: Fen = 0

    @Option(help: "producer, station, carrier, platform, buyer or none.")
    var liable: LiableParty

    @Option(help: "The order that replaces the goods.")
    var replacement: UUIDv7?

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<DecidingClaims>

    func run() async throws {
        let decision = ClaimDecision(outcome: outcome, refund: refundFen, liable: liable, replacement: replacement)
        let decided = try await options.withService(OrdersService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                try await service.decideClaim(claim, decision, context, in: transaction)
            }
        }
        try options.print(decided, "claim \(decided.claimID) is \(decided.state)")
    }
}
