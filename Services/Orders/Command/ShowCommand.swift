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
        discussion: "orders show 0190163d-8694-739b-aea5-966c26f8ad91")

    @Argument(help: "The order's id.")
    var order: UUIDv7

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let view = try await options.withService(OrdersService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await service.show(order, in: transaction)
            }
        }
        try options.print(view, Self.describe(view))
    }

    private static func describe(_ view: OrderView) -> String {
        let reason = view.cancellation.map { " (\($0))" } ?? ""
        let total = view.totalFen.map { "\($0.inYuan) yuan" } ?? "not priced yet"
        let head = "\(view.kind) order \(view.orderID): \(view.state)\(reason), placed \(view.placedAt), \(total)"
        return [head, parts(of: view), history(of: view), awaited(of: view)].joined(separator: "\n\n")
    }

    private static func parts(of view: OrderView) -> String {
        var table = Table("line", "lot", "ordered", "delivered", "given back")
        for line in view.lines {
            for part in line.parts {
                table.add(
                    "\(line.line)", "\(part.lotID)", "\(part.quantity.amount) \(part.quantity.unit.rawValue)",
                    "\(part.delivered)", "\(part.givenBack)")
            }
        }
        return "\(table)"
    }

    private static func history(of view: OrderView) -> String {
        var table = Table("at", "command", "state", "by", "event", "refused by", "reason")
        for step in view.history {
            table.add(
                "\(step.at)", step.command, step.state ?? "", step.by, step.eventType ?? "", step.refusal ?? "",
                step.reason ?? "")
        }
        return "\(table)"
    }

    private static func awaited(of view: OrderView) -> String {
        if view.awaited.isEmpty { return "It waits for nothing." }
        var table = Table("waits for", "from", "about", "since", "until", "late")
        for answer in view.awaited {
            table.add(
                answer.what, answer.from, answer.about.map { "\($0)" } ?? "", "\(answer.since)",
                answer.until.map { "\($0)" } ?? "", answer.isLate ? "yes" : "")
        }
        return "\(table)"
    }
}
