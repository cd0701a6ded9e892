public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// Who is to drive what, when and from where.
public struct ShiftDescription: Record {
    /// The vehicle.
    public var vehicleID: UUIDv7
    /// The driver.
    public var driverID: UUIDv7
    /// The hub or depot that the vehicle leaves from and comes back to.
    public var baseID: UUIDv7
    /// When it may leave.
    public var from: Instant
    /// When it must be back. Crews that take turns may be out for days.
    public var to: Instant

    /// Describes a shift.
    public init(vehicleID: UUIDv7, driverID: UUIDv7, baseID: UUIDv7, from: Instant, to: Instant) {
        self.vehicleID = vehicleID
        self.driverID = driverID
        self.baseID = baseID
        self.from = from
        self.to = to
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ shift: Self?) throws(EventFault) {
        vehicleID = try fields.field("vehicle_id", shift?.vehicleID)
        driverID = try fields.field("driver_id", shift?.driverID)
        baseID = try fields.field("base_id", shift?.baseID)
        from = try fields.field("from", shift?.from)
        to = try fields.field("to", shift?.to)
    }

    /// The longest that a vehicle may be out.
    private static let longest = Span.days(7)

    fileprivate func hours() throws(Problem) -> TimeWindow {
        guard from < to, to - from <= Self.longest else {
            throw Problem(422, "hours-out-of-range", "a shift ends after it begins, within seven days", field: "to")
        }
        return TimeWindow(from: from, to: to)
    }
}

/// Shifts to be rostered, all or none.
public struct ShiftRequest: Record {
    /// The shifts.
    public var shifts: [ShiftDescription]

    /// Makes a request.
    public init(shifts: [ShiftDescription]) {
        self.shifts = shifts
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        shifts = try fields.field("shifts", request?.shifts)
    }

    /// From when the first begins to when the last ends.
    fileprivate func hours() throws(Problem) -> TimeWindow {
        var hours: TimeWindow?
        for shift in shifts {
            let own = try shift.hours()
            hours = TimeWindow(from: min(hours?.from ?? own.from, own.from), to: max(hours?.to ?? own.to, own.to))
        }
        return hours ?? TimeWindow(from: Instant(milliseconds: 0), to: Instant(milliseconds: 0))
    }
}

extension LogisticsService {
    /// Rosters shifts. No vehicle and no driver has two at once.
    public func rosterShifts(
        _ request: ShiftRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(count: request.shifts.count, field: "shifts")
        let vehicles = try await VehicleStore(transaction: transaction).load(
            Set(request.shifts.map(\.vehicleID)).sorted())
        let bases = try await SiteStore(transaction: transaction).load(Set(request.shifts.map(\.baseID)).sorted())
        let known = Dictionary(uniqueKeysWithValues: vehicles.map { ($0.id, $0) })
        let sites = Dictionary(uniqueKeysWithValues: bases.map { ($0.id, $0) })
        let store = ShiftStore(transaction: transaction)
        let others = try await store.load(
            of: vehicles.map(\.id), or: request.shifts.map(\.driverID), within: try request.hours())
        var rostered: [Shift] = []
        for shift in request.shifts {
            guard let vehicle = known[shift.vehicleID], context.caller.reaches(vehicle.county) else {
                throw Problem.unknown("vehicle \(shift.vehicleID)", field: "vehicle_id")
            }
            guard let base = sites[shift.baseID] else {
                throw Problem.unknown("station \(shift.baseID)", field: "base_id")
            }
            rostered.append(
                try Shift.roster(
                    id: .make(), vehicle: vehicle, driverID: shift.driverID, base: base, hours: try shift.hours(),
                    beside: others + rostered))
        }
        try store.insert(rostered)
        let act = Act(context)
        try HistoryStore(transaction: transaction).append(
            rostered.map { HistoryEntry(.shift, $0.id, "roster", act) })
        for shift in rostered { try AuditTrail.record("roster-shift", on: "\(shift.id)", by: context, in: transaction) }
        return Told(IDList(rostered.map(\.id)))
    }
}
