public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// For which county, and with which shifts, runs are to be planned.
public struct PlanRequest: Record {
    /// The county whose goods wait and whose vehicles are sent.
    public var county: DivisionCode
    /// Shifts that end before it are not used; now if it is left out.
    public var from: Instant?
    /// Shifts that begin at it or later are not used; a day from now if it is left out.
    public var until: Instant?
    /// Whether goods are carried even though they will be late.
    public var carriesLateGoods: Bool?

    /// Makes a request.
    public init(county: DivisionCode, from: Instant? = nil, until: Instant? = nil, carriesLateGoods: Bool? = nil) {
        self.county = county
        self.from = from
        self.until = until
        self.carriesLateGoods = carriesLateGoods
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        county = try fields.field("county", request?.county)
        from = try fields.optional("from", request?.from)
        until = try fields.optional("until", request?.until)
        carriesLateGoods = try fields.optional("late_too", request?.carriesLateGoods)
    }
}

extension LogisticsService {
    /// Plans runs for what waits in a county, with the shifts that are free. The county is one planner's at a time, and
    /// no run is planned that the checker has not proved.
    public func planRuns(
        _ request: PlanRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<PlanAnswer> {
        try context.caller.expect(request.county, field: "county")
        let now = context.now
        let from = max(now, request.from ?? now)
        let until = request.until ?? from + .days(1)
        guard from < until else {
            throw Problem(422, "window-reversed", "until is not after from; give a later end", field: "until")
        }
        let store = PlanningStore(transaction: transaction)
        let lease = try store.takeLease(of: request.county, at: now)
        let vehicles = try await freeVehicles(in: request.county, from: from, until: until, in: transaction)
        var desk = try await RunDesk(
            locking: [], and: try await store.waiting(in: request.county), in: transaction)
        let waiting = desk.goods.all.filter(\.waitsForPlan)
        var question = try await PlanningQuestion(
            of: request.county, vehicles: vehicles, consignments: waiting,
            carryingLateGoods: request.carriesLateGoods ?? false, at: now, in: transaction)
        for consignment in waiting { question.ask(for: consignment) }
        let plan = try question.answer()
        let act = Act(context)
        var runs: [Run] = []
        for checked in plan.runs {
            // What is left out is told once, with the first run.
            runs.append(
                try desk.plan(checked, under: lease, leavingOut: runs.isEmpty ? plan.leftOut : [], act))
        }
        try AuditTrail.record("plan-runs", on: "\(request.county)", by: context, in: transaction)
        return Told(PlanAnswer(runs, leavingOut: plan.leftOut), try desk.save())
    }

    /// The shifts that are free, each with its vehicle: from now on, if they have begun.
    private func freeVehicles(
        in county: DivisionCode, from: Instant, until: Instant, in transaction: PostgresTransaction
    ) async throws -> [AvailableVehicle] {
        let shifts = try await ShiftStore(transaction: transaction).free(in: county, from: from, until: until)
        let vehicles = try await VehicleStore(transaction: transaction).load(Set(shifts.map(\.vehicleID)).sorted())
        let known = Dictionary(uniqueKeysWithValues: vehicles.map { ($0.id, $0) })
        return shifts.compactMap { shift in
            known[shift.vehicleID].map { AvailableVehicle(vehicle: $0, shift: shift.rest(from: from)) }
        }
    }
}

extension Shift {
    /// What is left of it at an instant before its end.
    func rest(from instant: Instant) -> Shift {
        Shift(
            id: id, vehicleID: vehicleID, driverID: driverID, baseID: baseID,
            hours: TimeWindow(from: min(max(hours.from, instant), hours.to), to: hours.to))
    }
}
