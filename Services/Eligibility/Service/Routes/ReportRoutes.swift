internal import Runtime

extension EligibilityService {
    /// `GET /reports/counties`: households and income by county.
    func addReportRoutes(to routes: Routes) {
        routes.query("/reports/counties", "Households and their income by county.", for: ReadingReports.self) {
            [self] arguments, transaction in
            try await countyReport(on: workbench.clock.today(), of: arguments.caller.scope.county, in: transaction)
        }
    }
}
