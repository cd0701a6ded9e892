internal import ArgumentParser
internal import OrdersService
internal import Runtime

/// `import`: takes the orders of a partner from a file.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take the orders of a partner from a file, each of which is taken or refused by itself.",
        discussion: """
            The file has what `POST /partners/{partner}/imports` takes: {"orders": [{"partner_order_ref": "2019-0707-1", …}]}, \
            1 to 200 orders. It can be given again, whole or in part: an order is known by its reference.

            product=$(catalogue product list --county 522728 --column product | head -n 1)
            orders import - --partner city-market --actor clerk.li <<END
            {"orders": [{"partner_order_ref": "2019-0710-1", "buyer": "MFRGGZDFMZTWQ2LKNNWG23TPOA",
            "destination": {"kind": "depot", "city": "520100",
            "destination_id": "$(logistics station list --county 520100 --column station | head -n 1)"},
            "lines": [{"listing_id": "$(catalogue product show $product --column listing | head -n 1)",
            "quantity": {"unit": "g", "amount": 2500}, "expected_price": {"fen": 780, "per": "500g"}}]}]}
            END
            """)

    @Argument(help: "The JSON file, or - for standard input.")
    var file: String

    @Option(help: "The partner's name.")
    var partner: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<ImportingOrders>

    func run() async throws {
        let batch = try ImportBody(file: file)
        let report = try await options.withService(OrdersService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                try await service.importOrders(batch, ofPartner: partner, context, in: transaction)
            }
        }
        var table = Table("line", "reference", "outcome", "order", "reason")
        for line in report.lines {
            table.add(
                "\(line.position)", line.reference ?? "", line.outcome.rawValue, line.orderID.map { "\($0)" } ?? "",
                line.reason?.rawValue ?? "")
            table.note(line.detail ?? "")
        }
        try options.print(
            report, "\(table)\n\(report.accepted) accepted, \(report.repeated) repeated, \(report.refused) refused")
    }
}
