internal import ArgumentParser
internal import OrdersService
internal import Postgres
internal import Runtime
internal import Vocabulary

/// `trace`: from the money in an account back to orders, lots, scales and evidence.
struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Trace a payout back to the orders, lots, weighings and evidence that it comes from.",
        discussion: """
            `payout list` lists payouts. What a lot was when it came in is shown by `catalogue lot show LOT`, and how a
            household came to be entitled by `eligibility household show TOKEN`.

            orders trace $(orders payout list --state paid --column payout | head -n 1)
            """)

    @Argument(help: "The payout's id.")
    var payout: UUIDv7

    @Option(help: "Go on behind this settlement, the last one shown: 200 are shown at a time.")
    var after: UUIDv7?

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let trace = try await options.withService(OrdersService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await service.trace(payout, after: after, in: transaction)
            }
        }
        try options.print(trace, trace.page)
    }
}

extension PayoutTrace {
    /// The trace as a page for people.
    fileprivate var page: String {
        ([head] + sources.map(\.paragraph) + rest).joined(separator: "\n\n")
    }

    private var head: String {
        var lines = [
            "\(amountFen.inYuan) yuan to \(payee) \(holder): \(state)", "  payout \(payoutID) of batch \(batchID)",
            "  prepared by \(preparedBy) at \(preparedAt)",
        ]
        if let releasedBy, let sentAt { lines.append("  released by \(releasedBy), sent at \(sentAt)") }
        if keptBackFen > 0 {
            lines.append("  less \(keptBackFen.inYuan) yuan kept back of what was paid before and turned back since")
        }
        return lines.joined(separator: "\n")
    }

    private var rest: [String] {
        guard sources.count == OrdersService.tracedAtOnce, let last = sources.last else { return [] }
        return ["There may be more: orders trace \(payoutID) --after \(last.settlementID)"]
    }
}

extension PayoutSource {
    fileprivate var paragraph: String {
        let share = parts.reduce(0) { $0 + $1.shareFen }
        var lines = [
            "\(share.inYuan) yuan from order \(orderID)", "  placed through \(channel) at \(placedAt)",
            "  settled as \(kind) \(settlementID) at \(postedAt)",
        ]
        if let collected { lines.append("  collected \(collected.words)") }
        if let delivered { lines.append("  delivered \(delivered.words)") }
        return (lines + parts.map(\.paragraph)).joined(separator: "\n")
    }
}

extension PayoutHandover {
    fileprivate var words: String {
        let place = stationID.map { " at station \($0)" } ?? ""
        return "at \(at)\(place)\n    \(proofKind) \(proofDigest)"
    }
}

extension PayoutPart {
    fileprivate var paragraph: String {
        let weight = weightG.map { ", weighed at \($0) g" } ?? ""
        let entitlement = evidenceID.map { "entitled: \(benefit ? "yes" : "no"), by evidence \($0)" }
        return
            ([
                "  line \(line): \(quantity.amount) \(quantity.unit.rawValue) of \(product)\(weight)",
                "    sold for \(amountFen.inYuan) yuan, of which \(shareFen.inYuan) are the payee's",
                "    lot \(lotID) of producer \(producerID) in \(origin)",
            ] + [entitlement.map { "    \($0)" }].compactMap { $0 }).joined(separator: "\n")
    }
}
