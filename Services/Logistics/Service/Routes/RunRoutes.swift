internal import Eventing
internal import Runtime
internal import Vocabulary

/// The body of a command that says all by its path.
struct NoFields: Record {
    init(_ fields: inout some FieldCoder, _ record: Self?) throws(EventFault) {}
}

extension LogisticsService {
    /// `GET /runs`, `/runs/{id}` and `/runs/{id}/stops/{stop}/goods`, `POST /runs/plan`, and what a run may be told:
    /// `POST /runs/{id}/replan`, `/cancel`, `/start`, `/commands`, `/break-down`, `/transfer`, `/end`.
    func addRunRoutes(to routes: Routes) {
        routes.query("/runs") { [self] arguments, transaction in
            try await runs(
                of: try arguments.queryCode("county"), in: arguments.query("state"), try Page(arguments, "before"),
                in: transaction)
        }
        routes.query("/runs/{id}") { [self] arguments, transaction in
            try await runDetail(try arguments.id("id"), in: transaction)
        }
        routes.query("/runs/{id}/stops/{stop}/goods") { [self] arguments, transaction in
            guard let stop = Int32(try arguments.text("stop")) else {
                throw Problem(400, "malformed", "stop is not a number", field: "stop")
            }
            return try await goods(ofStop: stop, of: try arguments.id("id"), in: transaction)
        }
        routes.command("/runs/plan", status: 201) { [self] (request: PlanRequest, _, context, transaction) in
            try await planRuns(request, context, in: transaction)
        }
        routes.command("/runs/{id}/replan") { [self] (request: ReplanRequest, arguments, context, transaction) in
            try await replanRun(try arguments.id("id"), request, context, in: transaction)
        }
        routes.command("/runs/{id}/cancel") { [self] (_: NoFields, arguments, context, transaction) in
            try await cancelRun(try arguments.id("id"), context, in: transaction)
        }
        routes.command("/runs/{id}/start") { [self] (request: StartRunRequest, arguments, context, transaction) in
            try await startRun(try arguments.id("id"), request, context, in: transaction)
        }
        routes.command("/runs/{id}/commands") { [self] (report: DriverReport, arguments, context, transaction) in
            try await heedDriver(of: try arguments.id("id"), report, context, in: transaction)
        }
        routes.command("/runs/{id}/break-down") { [self] (position: Position, arguments, context, transaction) in
            try await breakDownRun(try arguments.id("id"), at: position, context, in: transaction)
        }
        routes.command("/runs/{id}/transfer") { [self] (request: TransferRequest, arguments, context, transaction) in
            try await transferGoods(of: try arguments.id("id"), request, context, in: transaction)
        }
        routes.command("/runs/{id}/end") { [self] (_: NoFields, arguments, context, transaction) in
            try await endRun(try arguments.id("id"), context, in: transaction)
        }
    }

    /// `GET` and `POST /shifts`.
    func addShiftRoutes(to routes: Routes) {
        routes.query("/shifts") { [self] arguments, transaction in
            try await shifts(of: try arguments.queryCode("county"), try Page(arguments, "before"), in: transaction)
        }
        routes.command("/shifts", status: 201) { [self] (request: ShiftRequest, _, context, transaction) in
            try await rosterShifts(request, context, in: transaction)
        }
    }

    /// `POST /temperatures` and `GET /excursions`.
    func addColdChainRoutes(to routes: Routes) {
        routes.command("/temperatures") { [self] (report: TemperatureReport, _, context, transaction) in
            try await reportTemperatures(report, context, in: transaction)
        }
        routes.query("/excursions") { [self] arguments, transaction in
            try await excursions(of: try arguments.queryID("run"), try Page(arguments, "before"), in: transaction)
        }
    }
}
