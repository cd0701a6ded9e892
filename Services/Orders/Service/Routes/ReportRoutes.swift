internal import OrdersDomain
internal import Runtime

extension OrdersService {
    /// What orders brought to whom.
    func addReportRoutes(to routes: Routes) {
        routes.query("/reports/counties") { _, transaction in
            try await reportSales(in: transaction)
        }
        routes.query("/reports/orders") { _, transaction in
            try await countOrders(in: transaction)
        }
        routes.query("/payouts") { arguments, transaction in
            try await payouts(
                in: arguments.state(of: Payout.State.allCases.map(\.rawValue)), after: arguments.after(),
                in: transaction)
        }
    }
}
