internal import ArgumentParser
internal import OrdersService
internal import Postgres
internal import Runtime
internal import Vocabulary

/// `waiting`: orders that another service owes an answer for.
struct WaitingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waiting", abstract: "List orders that have waited for another service for over two minutes.",
        discussion: "orders waiting --county 522728")

    @OptionGroup var scope: CountyOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let list = try await options.withService(OrdersService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await service.waitingOrders(from: scope.county, in: transaction)
            }
        }
        var table = Table("order", "state", "placed", "waits for")
        for order in list.orders {
            table.add("\(order.orderID)", order.state, "\(order.placedAt)", order.waitsFor)
        }
        try options.print(list, table, columns)
    }
}
