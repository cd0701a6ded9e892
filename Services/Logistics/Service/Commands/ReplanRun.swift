public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// Where a vehicle is that is to go on by another plan, and from when.
public struct ReplanRequest: Record {
    /// Where it is, or will be when it is free; if left out, where its last stop was, or where it broke down.
    public var position: Position?
    /// When it can drive on; if left out, as soon as it has done with the stop under service.
    public var freeFrom: Instant?
    /// Whether goods are taken up even though they will be late.
    public var carriesLateGoods: Bool?

    /// Makes a request.
    public init(position: Position? = nil, freeFrom: Instant? = nil, carriesLateGoods: Bool? = nil) {
        self.position = position
        self.freeFrom = freeFrom
        self.carriesLateGoods = carriesLateGoods
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        position = try fields.optional("position", request?.position)
        freeFrom = try fields.optional("free_from", request?.freeFrom)
        carriesLateGoods = try fields.optional("late_too", request?.carriesLateGoods)
    }
}

extension LogisticsService {
    /// Plans a run anew, after a failed stop, for new goods, or when a broken vehicle goes on: with what it has on
    /// board, what it was still to load, and what waits in its county. What it has done stays as it is.
    public func replanRun(
        _ id: UUIDv7, _ request: ReplanRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<PlanAnswer> {
        let store = PlanningStore(transaction: transaction)
        guard let county = try await RunStore(transaction: transaction).county(of: id), context.caller.reaches(county)
        else {
            throw Problem.notFound("run \(id)")
        }
        let lease = try store.takeLease(of: county, at: context.now)
        var desk = try await RunDesk(
            locking: [id], and: try await store.waiting(in: county), in: transaction)
        let run = try desk.run(id)
        guard let vehicle = try await VehicleStore(transaction: transaction).load([run.shift.vehicleID]).first else {
            throw StoreFault("run \(id) has no vehicle")
        }
        let progress = try await progress(of: run, request, context, in: transaction)
        var question = try await PlanningQuestion(
            of: county, vehicles: [AvailableVehicle(vehicle: vehicle, shift: run.shift, progress: progress)],
            consignments: desk.goods.all, carryingLateGoods: request.carriesLateGoods ?? false,
            at: context.now, in: transaction)
        question.ask(forGoodsOf: run, on: desk.goods)
        let plan = try question.answer()
        guard let checked = plan.runs.first else { throw RunRefusal.nothingToDo }
        let command = run.state == .interrupted ? "resume" : "replan"
        try desk.take(command, of: id, leavingOut: plan.leftOut, Act(context)) { (run) throws(RunRefusal) in
            run.state == .interrupted
                ? try run.resume(checked, under: lease, at: context.now)
                : try run.replan(checked, under: lease, at: context.now)
        }
        try AuditTrail.record("\(command)-run", on: "\(id)", by: context, in: transaction)
        return Told(PlanAnswer([try desk.run(id)], leavingOut: plan.leftOut), try desk.save())
    }

    /// How far a run has come; nil while its vehicle is at its base.
    private func progress(
        of run: Run, _ request: ReplanRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> RunProgress? {
        guard run.state != .planned else { return nil }
        let stop = run.lastSettledStop
        let position: Coordinate
        if let given = request.position {
            position = try given.coordinate()
        } else if run.state == .interrupted, let breakdown = run.breakdown {
            position = breakdown.place
        } else {
            position = try await StopStore(transaction: transaction).coordinate(of: stop?.placeID ?? run.shift.baseID)
        }
        var freeFrom = max(context.now, request.freeFrom ?? context.now)
        if let stop, stop.state == .underService { freeFrom = max(freeFrom, stop.depart) }
        return run.progress(at: position, freeFrom: freeFrom)
    }
}

extension PlanningQuestion {
    /// Asks for all that a run may carry: what it has on board, what it loads where it stands, what it was to load, and
    /// what nobody was to load yet.
    mutating func ask(forGoodsOf run: Run, on desk: ConsignmentDesk) {
        var aboard = run.onBoard
        for stop in run.stops where stop.state == .underService {
            for id in stop.unloads { aboard[id] = nil }
            for loading in stop.loads where desk.isPlanned(loading.consignmentID, on: run.id) {
                aboard[loading.consignmentID] = loading.compartment
            }
        }
        for consignment in desk.all {
            if let compartment = aboard[consignment.id] {
                ask(for: consignment, aboard: run, in: compartment)
            } else if desk.isPlanned(consignment.id, on: run.id) || consignment.waitsForPlan {
                ask(for: consignment)
            }
        }
    }
}

extension Run {
    /// The stop that its vehicle is at, or was at last.
    fileprivate var lastSettledStop: Stop? {
        stops.first { $0.state == .underService }
            ?? stops.filter { !$0.isOpen }.max { ($0.endedAt ?? startsAt) < ($1.endedAt ?? startsAt) }
    }
}
