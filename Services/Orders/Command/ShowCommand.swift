internal import ArgumentParser
internal import OrdersService
internal import Postgres
internal import Runtime
internal import Vocabulary

/// `show`: one order, its parts, what happened to it in all services, and what it waits for.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an order: where it stands, what happened to it in all services, and what it waits for.",
        discussion: """
            The order that was placed last:

            orders show $(orders list --limit 1 --column order)
            """)

    @Argument(help: "The order's id.")
    var order: UUIDv7

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let view = try await options.withService(OrdersService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await service.show(order, in: transaction)
            }
        }
        if columns.isGiven { return try options.print(view, Self.parts(of: view), columns) }
        try options.print(view, Self.describe(view))
    }

    private static func describe(_ view: OrderView) -> String {
        let reason = view.cancellation.map { " (\($0))" } ?? ""
        let total = view.totalFen.map { "\($0.inYuan) yuan" } ?? "not priced yet"
        let back = view.refundedFen > 0 ? ", of which \(view.refundedFen.inYuan) go back" : ""
        let head = """
            \(view.kind) order \(view.orderID): \(view.state)\(reason)
            placed \(view.placedAt), \(total)\(back)
            """
        return [head, "\(parts(of: view))", history(of: view), awaited(of: view)].joined(separator: "\n\n")
    }

    private static func parts(of view: OrderView) -> Table {
        var table = Table("part", "line", "lot", "ordered", "delivered", "given back")
        for line in view.lines {
            for part in line.parts {
                table.add(
                    "\(part.allocationID)", "\(line.line)", "\(part.lotID)",
                    "\(part.quantity.amount) \(part.quantity.unit.rawValue)",
                    "\(part.delivered)", "\(part.givenBack)")
            }
        }
        return table
    }

    private static func history(of view: OrderView) -> String {
        var table = Table("at", "command", "state", "by", "because of")
        for step in view.history {
            let cause = step.eventType?.asShortEventType ?? step.reason
            let refusal = step.refusal.map { "refused: \($0)" }
            table.add(
                "\(step.at)", step.command, step.state ?? "", short(step.by),
                [cause, refusal].compactMap(\.self).joined(separator: ", "))
        }
        return "\(table)"
    }

    /// Whoever gave a command; of a buyer's token its beginning, which tells buyers apart.
    private static func short(_ giver: String) -> String {
        giver.count > 16 ? giver.prefix(15) + "…" : giver
    }

    private static func awaited(of view: OrderView) -> String {
        if view.awaited.isEmpty { return "It waits for nothing." }
        return (["It waits for"] + view.awaited.map { "  \(words($0))" }).joined(separator: "\n")
    }

    private static func words(_ answer: AwaitedAnswer) -> String {
        let amount = answer.amountFen.map { "\($0.inYuan) yuan: " } ?? ""
        let what = answer.what.split(separator: " ").map { String($0).asShortEventType }.joined(separator: " ")
        let until = answer.until.map { answer.isLate ? ", late since \($0)" : ", until \($0)" } ?? ""
        let about = answer.about.map { "\n    about \($0)" } ?? ""
        return "\(amount)\(what), from \(answer.from) since \(answer.since)\(until)\(about)"
    }
}
