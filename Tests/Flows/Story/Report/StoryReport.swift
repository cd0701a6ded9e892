import Accounting
import Delivery
import Foundation
import Runtime

/// What a whole story came to, in figures. `json` has them under snake-case names, money in fen.
struct StoryReport: Encodable, Sendable {
    /// Milliseconds of wall time from an order's placing to its confirmation, of retail orders.
    struct Latency: Encodable, Sendable {
        let p50: Int
        let p95: Int
        let p99: Int
    }

    /// What a county sold, and what came of it.
    struct County: Encodable, Sendable {
        let code: String
        let orders: Int
        let salesFen: Int64
        let paidToRegisteredFen: Int64
        /// Of the sales, in thousandths.
        let paidToRegisteredPermille: Int
        let countyFundFen: Int64
    }

    /// How a service stands at the end.
    struct Service: Encodable, Sendable {
        let name: String
        let eventsOut: Int
        let eventsIn: Int
        let parked: Int
        let checks: Int
    }

    let ordersPlaced: Int
    let ordersConfirmed: Int
    let ordersCompleted: Int
    let ordersCancelledByReason: [String: Int]
    /// Lots, and offers, of which more was promised than there is.
    let oversold: Int
    let lotsChecked: Int
    let ledgerImbalanceFen: Int64
    let paidToHouseholdsFen: Int64
    let householdsRegistered: Int
    let eventsOut: Int
    let eventsIn: Int
    let parked: Int
    let auditOK: Bool
    /// What the audits found, in words.
    let faults: [String]
    let latencyMs: Latency
    /// How long the story took.
    let seconds: Double
    let counties: [County]
    let services: [Service]
    /// CPU milliseconds of each program for an order that was confirmed, while orders came in. Those that were not
    /// confirmed are paid for by those that were.
    let cpuMsPerConfirmedOrder: [String: Double]

    /// The report for machines.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }
}

extension StoryReport {
    /// Puts together what the services say of themselves.
    /// - Parameters:
    ///   - sales: orders' report.
    ///   - audit: the audit over all services.
    ///   - householdsRegistered: how many households are entitled to help.
    ///   - usage: what the programs used while orders came in.
    ///   - seconds: how long the story took.
    init(
        sales: SalesReport, audit: Reconciliation, householdsRegistered: Int, usage: [ProcessAccounting.Usage],
        seconds: Double
    ) {
        ordersPlaced = sales.total.placed
        ordersConfirmed = sales.total.confirmed
        ordersCompleted = sales.total.completed
        ordersCancelledByReason = Dictionary(
            sales.total.cancelled.map { ($0.reason, $0.orders) }, uniquingKeysWith: +)
        oversold = audit.breaches(of: Self.oversellingChecks, by: "catalogue")
        lotsChecked = audit.examined(by: "lots add up", of: "catalogue")
        ledgerImbalanceFen = sales.ledgerImbalanceFen
        paidToHouseholdsFen = sales.total.paidToHouseholdsFen
        self.householdsRegistered = householdsRegistered
        eventsOut = audit.events(.told)
        eventsIn = audit.events(.heard)
        services = audit.reports.map(Service.init)
        parked = services.reduce(0) { $0 + $1.parked }
        let imbalance = sales.ledgerImbalanceFen
        faults = audit.faults + (imbalance == 0 ? [] : ["orders: the ledger is \(imbalance) fen off"])
        auditOK = faults.isEmpty
        latencyMs = Latency(
            p50: sales.placedToConfirmed.p50, p95: sales.placedToConfirmed.p95, p99: sales.placedToConfirmed.p99)
        self.seconds = seconds
        counties = sales.counties.map(County.init)
        let confirmed = max(1, sales.total.confirmed)
        cpuMsPerConfirmedOrder = Dictionary(
            usage.map { ($0.program, (Double($0.milliseconds * 1000) / Double(confirmed)).rounded() / 1000) },
            uniquingKeysWith: +)
    }

    /// The checks that fail when more is promised than there is.
    private static let oversellingChecks: Set = [
        "lots add up", "what lots promise is what orders were promised",
        "an offer sells no more than was set aside for it",
    ]
}

extension StoryReport.County {
    init(_ county: SalesReport.County) {
        code = county.county
        orders = county.sums.placed
        salesFen = county.sums.salesFen
        paidToRegisteredFen = county.sums.paidToRegisteredFen
        paidToRegisteredPermille = county.sums.paidToRegisteredPermille
        countyFundFen = county.sums.countyFundFen
    }
}

extension StoryReport.Service {
    init(_ report: AuditReport) {
        name = report.service
        eventsOut = Int(report.events(.told))
        eventsIn = Int(report.events(.heard))
        parked = report.checks.filter { $0.name == "nothing is parked" }.reduce(0) { $0 + $1.breaches.count }
        checks = report.checks.count
    }
}
