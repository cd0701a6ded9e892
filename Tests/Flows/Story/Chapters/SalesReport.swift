import Foundation

/// What `orders report --json` tells.
struct SalesReport: Decodable, Sendable {
    struct Cancelled: Decodable, Sendable {
        let reason: String
        let orders: Int
    }

    struct Sums: Decodable, Sendable {
        let placed: Int
        let confirmed: Int
        let completed: Int
        let cancelled: [Cancelled]
        let salesFen: Int64
        let toRegisteredFen: Int64
        let paidToRegisteredFen: Int64
        let paidToRegisteredPermille: Int
        let paidToHouseholdsFen: Int64
        let countyFundFen: Int64

        enum CodingKeys: String, CodingKey {
            case placed = "orders_placed"
            case confirmed = "orders_confirmed"
            case completed = "orders_completed"
            case cancelled = "orders_cancelled_by_reason"
            case salesFen = "sales_fen"
            case toRegisteredFen = "to_registered_fen"
            case paidToRegisteredFen = "paid_to_registered_fen"
            case paidToRegisteredPermille = "paid_to_registered_permille"
            case paidToHouseholdsFen = "paid_to_households_fen"
            case countyFundFen = "county_fund_fen"
        }

        /// How many were cancelled for a reason.
        func cancelled(_ reason: String) -> Int {
            cancelled.filter { $0.reason == reason }.reduce(0) { $0 + $1.orders }
        }
    }

    struct County: Decodable, Sendable {
        let county: String
        let sums: Sums
    }

    struct Latency: Decodable, Sendable {
        let orders: Int
        let p50: Int
        let p95: Int
        let p99: Int
    }

    let total: Sums
    let counties: [County]
    let ledgerImbalanceFen: Int64
    let placedToConfirmed: Latency

    enum CodingKeys: String, CodingKey {
        case total, counties
        case ledgerImbalanceFen = "ledger_imbalance_fen"
        case placedToConfirmed = "placed_to_confirmed_ms"
    }
}

extension SalesReport {
    /// Asks orders for it.
    static func read(on stage: Stage) async throws -> SalesReport {
        try await stage.ask(SalesReport.self, "orders", ["report"])
    }
}
