internal import ArgumentParser
internal import OrdersService
internal import Postgres
internal import Runtime
internal import Vocabulary

/// `show`: one order, its parts and its history.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an order: where it stands, what it consists of, how it came there.",
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
        var parts = Table("line", "lot", "ordered", "delivered", "given back")
        for line in view.lines {
            for part in line.parts {
                parts.add(
                    "\(line.line)", "\(part.lotID)", "\(part.quantity.amount) \(part.quantity.unit.rawValue)",
                    "\(part.delivered)", "\(part.givenBack)")
            }
        }
        var history = Table("at", "command", "state", "by", "refused by")
        for step in view.history { history.add("\(step.at)", step.command, step.state, step.by, step.refusal ?? "") }
        return "\(head)\n\n\(parts)\n\n\(history)"
    }
}
