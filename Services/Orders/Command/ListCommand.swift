internal import ArgumentParser
internal import OrdersDomain
internal import OrdersService
internal import Postgres
internal import Runtime
internal import Vocabulary

/// `list`: orders, as people look them up.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List orders, the newest first.",
        discussion: """
            orders list --county 522728 --state completed --limit 5
            """)

    @Option(help: "Only those that stand so.")
    var state: OrderState?

    @OptionGroup var scope: CountyOptions
    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let list = try await options.withService(OrdersService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await service.orders(in: state, from: scope.county, page, in: transaction)
            }
        }
        var table = Table("order", "kind", "state", "placed", "city", "yuan")
        for order in list.orders {
            table.add(
                "\(order.orderID)", order.kind, order.state, "\(order.placedAt)", order.city.description,
                order.totalFen.map(\.inYuan) ?? "")
        }
        try options.print(list, table, columns)
    }
}
