internal import Runtime
internal import Vocabulary

extension LivestreamService {
    /// `GET /reports/revenue`, of one episode with `?episode=`, and `GET /days/{day}`.
    func addReportRoutes(to routes: Routes) {
        routes.query(
            "/reports/revenue", "What episodes sold, and what of it goes to registered households.",
            for: ReadingReports.self,
            with: [.id("episode", "Of this episode only.")]
        ) { [self] arguments, transaction in
            let caller = arguments.caller
            return try await revenueReport(
                of: try arguments.queryID("episode"), to: caller.scope.county, presentedBy: caller.presenterShown,
                in: transaction)
        }
        routes.query(
            "/days/{day}", "An alleviation day and what it sold.", for: ReadingReports.self,
            with: [.day("day", "In Asia/Shanghai.")]
        ) {
            [self] arguments, transaction in
            guard let day = Day(try arguments.text("day")) else {
                throw Problem(400, "malformed", "day is not a day YYYY-MM-DD", field: "day")
            }
            return try await alleviationDay(on: day, in: transaction)
        }
    }
}
