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
            orders claim open ORDER --part PART --amount 500 --unit g --kind refund --cause damaged \
            --evidence 9f86d081… --actor buyer.wang
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
    var evidence: [String] = []

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions

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
        discussion: "orders claim list --open")

    @Flag(help: "Only those that wait for a decision.")
    var open = false

    @Option(help: "Go on behind this claim.")
    var after: UUIDv7?

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let list = try await options.withService(OrdersService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await service.claims(onlyOpen: open, after: after, in: transaction)
            }
        }
        var table = Table("claim", "order", "cause", "opened by", "opened", "state", "refund")
        for claim in list.claims {
            table.add(
                "\(claim.claimID)", "\(claim.orderID)", claim.cause, claim.openedBy, "\(claim.openedAt)",
                claim.isEscalated ? "open, escalated" : claim.outcome ?? claim.state,
                claim.refundFen.map(\.inYuan) ?? "")
        }
        try options.print(list, "\(table)")
    }
}

/// `claim decide`
struct ClaimDecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Decide a claim that somebody else opened.",
        discussion: """
            orders claim decide CLAIM --outcome refunded --refund-fen 1250 --liable carrier --actor county.officer \
            --reason "the compartment stood open"
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
    @OptionGroup var actor: ActorOptions

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
