import Runtime
import Vocabulary

/// The report of a story as people read it.
struct ReportPage: CustomStringConvertible {
    private let report: StoryReport

    init(_ report: StoryReport) {
        self.report = report
    }

    var description: String {
        [counties, services, usage, figures, verdict].joined(separator: "\n\n")
    }

    private var counties: String {
        var table = Table("county", "orders", "sales yuan", "to registered yuan", "share", "", "county fund yuan")
        for county in report.counties {
            let name = CatalogueChapter.brands.first { $0.county == county.code }?.name.en ?? ""
            table.add(
                "\(county.code) \(name)", "\(county.orders)", county.salesFen.inYuan, county.paidToRegisteredFen.inYuan,
                "\(tenths(county.paidToRegisteredPermille)) %", bar(county.paidToRegisteredPermille),
                county.countyFundFen.inYuan)
        }
        return "\(table)"
    }

    private var services: String {
        var table = Table("service", "events out", "events in", "parked", "audit checks")
        for service in report.services {
            table.add(
                service.name, "\(service.eventsOut)", "\(service.eventsIn)", "\(service.parked)", "\(service.checks)")
        }
        table.add("all", "\(report.eventsOut)", "\(report.eventsIn)", "\(report.parked)", "")
        return "\(table)"
    }

    private var usage: String {
        var table = Table("program", "CPU ms per confirmed order")
        let rows = report.cpuMsPerConfirmedOrder.sorted { $0.value > $1.value }
        for (program, milliseconds) in rows { table.add(program, thousandths(milliseconds)) }
        table.add("all", thousandths(rows.reduce(0) { $0 + $1.value }))
        return "\(table)"
    }

    private var figures: String {
        let cancelled = report.ordersCancelledByReason.sorted { $0.key < $1.key }
            .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        let latency = report.latencyMs
        return """
            orders      \(report.ordersPlaced) placed, \(report.ordersConfirmed) confirmed, \
            \(report.ordersCompleted) completed; cancelled: \(cancelled)
            latency     placed to confirmed: \(latency.p50) ms (p50), \(latency.p95) ms (p95), \(latency.p99) ms (p99)
            stock       \(report.lotsChecked) lots checked, \(report.oversold) oversold
            money       \(report.paidToHouseholdsFen.inYuan) yuan paid to households, of which \
            \(report.householdsRegistered) are registered; the ledger is \(report.ledgerImbalanceFen) fen off
            time        \(tenths(Int(report.seconds * 10))) s
            """
    }

    private var verdict: String {
        report.auditOK
            ? "audit: everything holds, and nothing was lost"
            : "audit: \(report.faults.count) faults\n" + report.faults.map { "  \($0)" }.joined(separator: "\n")
    }

    /// A twentieth of the whole for each block.
    private func bar(_ permille: Int) -> String {
        let blocks = max(0, min(20, (permille + 25) / 50))
        return String(repeating: "█", count: blocks) + String(repeating: "░", count: 20 - blocks)
    }

    private func thousandths(_ number: Double) -> String {
        let thousandths = Int((number * 1000).rounded())
        return "\(thousandths / 1000).\(String(1000 + thousandths % 1000).dropFirst())"
    }

    private func tenths(_ number: Int) -> String {
        "\(number / 10).\(number % 10)"
    }
}
