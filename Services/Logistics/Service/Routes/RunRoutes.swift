internal import Eventing
internal import LogisticsDomain
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
        routes.query(
            "/runs", "Runs, the newest first.", for: LookingAtGoods.self,
            with: [
                .division("county", "Of this county only."),
                .codes("state", RunState.allCases.map(\.rawValue), "In this state only."),
            ] + .page("before")
        ) { [self] arguments, transaction in
            try await runs(
                of: try arguments.caller.countyShown(asked: try arguments.queryCode("county")),
                in: arguments.query("state"), drivenBy: arguments.caller.driverShown, try Page(arguments, "before"),
                in: transaction)
        }
        routes.query("/runs/{id}", "A run with its stops and what its driver said.", for: LookingAtGoods.self) {
            [self] arguments, transaction in
            let id = try arguments.id("id")
            try await expect(run: id, reachedBy: arguments.caller, in: transaction)
            return try await runDetail(id, in: transaction)
        }
        routes.query(
            "/runs/{id}/stops/{stop}/goods", "What is to be loaded and unloaded at a stop.", for: LookingAtGoods.self,
            with: [.number("stop", "The stop's number.")]
        ) { [self] arguments, transaction in
            guard let stop = Int32(try arguments.text("stop")) else {
                throw Problem(400, "malformed", "stop is not a number", field: "stop")
            }
            let id = try arguments.id("id")
            try await expect(run: id, reachedBy: arguments.caller, in: transaction)
            return try await goods(ofStop: stop, of: id, in: transaction)
        }
        routes.command(
            "/runs/plan", "Plan runs for the consignments that wait in a county.", for: PlanningRuns.self, status: 201
        ) {
            [self] (request: PlanRequest, _, context, transaction) in
            try await planRuns(request, context, in: transaction)
        }
        routes.command("/runs/{id}/replan", "Plan the rest of a run anew.", for: PlanningRuns.self) {
            [self] (request: ReplanRequest, arguments, context, transaction) in
            try await replanRun(try arguments.id("id"), request, context, in: transaction)
        }
        routes.command("/runs/{id}/cancel", "Call a run off before it starts.", for: PlanningRuns.self) {
            [self] (_: NoFields, arguments, context, transaction) in
            try await cancelRun(try arguments.id("id"), context, in: transaction)
        }
        routes.command("/runs/{id}/start", "Set out.", for: DrivingRuns.self) {
            [self] (request: StartRunRequest, arguments, context, transaction) in
            try await startRun(try arguments.id("id"), request, context, in: transaction)
        }
        routes.command(
            "/runs/{id}/commands", "Hear what a driver's tablet recorded, in order, perhaps long after.",
            for: DrivingRuns.self
        ) {
            [self] (report: DriverReport, arguments, context, transaction) in
            try await heedDriver(of: try arguments.id("id"), report, context, in: transaction)
        }
        routes.command("/runs/{id}/break-down", "Record that a vehicle broke down, and where.", for: DrivingRuns.self) {
            [self] (position: Position, arguments, context, transaction) in
            try await breakDownRun(try arguments.id("id"), at: position, context, in: transaction)
        }
        routes.command(
            "/runs/{id}/transfer", "Move the goods of a run that broke down to another vehicle.", for: DrivingRuns.self
        ) {
            [self] (request: TransferRequest, arguments, context, transaction) in
            try await transferGoods(of: try arguments.id("id"), request, context, in: transaction)
        }
        routes.command("/runs/{id}/end", "Be back.", for: DrivingRuns.self) {
            [self] (_: NoFields, arguments, context, transaction) in
            try await endRun(try arguments.id("id"), context, in: transaction)
        }
    }

    /// `GET` and `POST /shifts`.
    func addShiftRoutes(to routes: Routes) {
        routes.query(
            "/shifts", "Drivers' shifts, the newest first.", for: LookingAtGoods.self,
            with: [.division("county", "Of this county only.")] + .page("before")
        ) { [self] arguments, transaction in
            let county = try arguments.caller.countyShown(asked: try arguments.queryCode("county"))
            return try await shifts(
                of: county, drivenBy: arguments.caller.driverShown, try Page(arguments, "before"), in: transaction)
        }
        routes.command("/shifts", "Roster drivers.", for: PlanningRuns.self, status: 201) {
            [self] (request: ShiftRequest, _, context, transaction) in
            try await rosterShifts(request, context, in: transaction)
        }
    }

    /// `POST /temperatures` and `GET /excursions`.
    func addColdChainRoutes(to routes: Routes) {
        routes.command("/temperatures", "Report temperatures that sensors measured.", for: ReadingThermometers.self) {
            [self] (report: TemperatureReport, _, context, transaction) in
            try await reportTemperatures(report, context, in: transaction)
        }
        routes.query(
            "/excursions", "Goods that were too warm or too cold for longer than they bear, the newest first.",
            for: LookingAtGoods.self,
            with: [.id("run", "On this run only.")] + .page("before")
        ) { [self] arguments, transaction in
            let caller = arguments.caller
            return try await excursions(
                of: try arguments.queryID("run"), from: caller.scope.county, drivenBy: caller.driverShown,
                try Page(arguments, "before"), in: transaction)
        }
    }
}
