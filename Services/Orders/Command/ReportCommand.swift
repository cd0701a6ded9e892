internal import ArgumentParser
internal import OrdersService
internal import Postgres
internal import Runtime
internal import Vocabulary

/// `report`: what orders brought to counties and their registered households.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Report what orders brought to counties and their registered households.",
        discussion: """
            orders report
            orders report --county 522728 --json
            """)

    @OptionGroup var scope: CountyOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let report = try await options.withService(OrdersService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                try await service.reportSales(of: scope.county, in: transaction)
            }
        }
        try options.print(report, Self.describe(report))
    }

    private static func describe(_ report: SalesReport) -> String {
        var table = Table(
            "county", "placed", "confirmed", "completed", "sales", "to registered", "paid to them", "per mille", "fund")
        func add(_ name: String, _ sums: SalesReport.Sums) {
            table.add(
                name, "\(sums.placed)", "\(sums.confirmed)", "\(sums.completed)", sums.salesFen.inYuan,
                sums.toRegisteredFen.inYuan, sums.paidToRegisteredFen.inYuan, "\(sums.paidToRegisteredPermille)",
                sums.countyFundFen.inYuan)
        }
        for county in report.counties { add("\(county.county)", county.sums) }
        if report.counties.count != 1 { add("all", report.total) }
        var cancelled = Table("cancelled because of", "orders")
        for reason in report.total.cancelled { cancelled.add(reason.reason, "\(reason.orders)") }
        let latency = report.placedToConfirmedMs
        return """
            \(table)

            \(cancelled)

            placed to confirmed, of \(latency.orders) orders: \
            p50 \(latency.p50) ms, p95 \(latency.p95) ms, p99 \(latency.p99) ms
            ledger: out of balance by \(report.ledgerImbalanceFen.inYuan) yuan
            """
    }
}
