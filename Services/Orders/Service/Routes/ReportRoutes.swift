internal import OrdersDomain
internal import Runtime

extension OrdersService {
    /// What orders brought to whom.
    func addReportRoutes(to routes: Routes) {
        routes.query("/reports/counties", "What orders brought to each county.", for: ReadingReports.self) {
            arguments, transaction in
            try arguments.caller.expectEverySubPlatform()
            return try await reportSales(of: arguments.caller.scope.county, in: transaction)
        }
        routes.query("/reports/orders", "How many orders are in each state.", for: LookingAtMoney.self) {
            arguments, transaction in
            try arguments.caller.expectEverything()
            return try await countOrders(in: transaction)
        }
        routes.query(
            "/payouts", "Payouts, the oldest first.", for: LookingAtMoney.self,
            with: [
                .codes("state", Payout.State.allCases.map(\.rawValue), "In this state only."),
                .id("after", "The last one of the page before."),
            ]
        ) { arguments, transaction in
            try arguments.caller.expectEverything()
            return try await payouts(
                in: arguments.state(of: Payout.State.allCases.map(\.rawValue)), after: arguments.after(),
                in: transaction)
        }
    }
}
