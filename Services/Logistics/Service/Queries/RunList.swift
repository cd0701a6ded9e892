internal import Delivery
public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// A run as one of many.
public struct RunSummary: Record {
    /// Its id.
    public var runID: UUIDv7
    /// The county that planned it.
    public var county: DivisionCode
    /// The vehicle.
    public var vehicleID: UUIDv7
    /// The driver.
    public var driverID: UUIDv7
    /// `planned`, `cancelled`, `under-way`, `interrupted` or `ended`.
    public var state: String
    /// The number of the plan in force.
    public var plan: Int32
    /// When it sets out.
    public var startsAt: Instant
    /// When it is back.
    public var endsAt: Instant
    /// How many stops its plan has.
    public var stops: Int64
    /// How many of them are still to be served.
    public var open: Int64
    /// How many of its driver's commands contradict what was done since.
    public var contradictions: Int64

    fileprivate init(
        _ row: (
            UUIDv7, DivisionCode, UUIDv7, UUIDv7, RunState, Int32, Instant, Instant, Int64, Int64, Int64
        )
    ) {
        (runID, county, vehicleID, driverID) = (row.0, row.1, row.2, row.3)
        (state, plan, startsAt, endsAt) = (row.4.rawValue, row.5, row.6, row.7)
        (stops, open, contradictions) = (row.8, row.9, row.10)
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ summary: Self?) throws(EventFault) {
        runID = try fields.field("run_id", summary?.runID)
        county = try fields.field("county", summary?.county)
        vehicleID = try fields.field("vehicle_id", summary?.vehicleID)
        driverID = try fields.field("driver_id", summary?.driverID)
        state = try fields.field("state", summary?.state)
        plan = try fields.field("plan", summary?.plan)
        startsAt = try fields.field("starts_at", summary?.startsAt)
        endsAt = try fields.field("ends_at", summary?.endsAt)
        stops = try fields.field("stops", summary?.stops)
        open = try fields.field("open", summary?.open)
        contradictions = try fields.field("contradictions", summary?.contradictions)
    }
}

/// A page of runs.
public struct RunList: Record {
    /// The runs, the newest first.
    public var runs: [RunSummary]

    fileprivate init(_ runs: [RunSummary]) {
        self.runs = runs
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        runs = try fields.field("runs", list?.runs)
    }
}

extension LogisticsService {
    /// A page of runs, the newest first: all of them, or those of a county, or in a state.
    /// - Parameter driver: only the runs of this one; nil for everybody's.
    public func runs(
        of county: DivisionCode?, in state: String?, drivenBy driver: String? = nil, _ page: Page,
        in transaction: PostgresTransaction
    ) async throws -> RunList {
        if let state, RunState(rawValue: state) == nil {
            let states = RunState.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(400, "malformed", "state takes one of \(states)", field: "state")
        }
        let rows = try await transaction.query(
            """
            SELECT id, county, vehicle, driver, state, plan, starts_at, ends_at,
                (SELECT count(*) FROM run_stop WHERE run_stop.run = run.id AND position IS NOT NULL),
                (SELECT count(*) FROM run_stop WHERE run_stop.run = run.id AND position IS NOT NULL
                    AND run_stop.state IN ('open', 'under-service')),
                (SELECT count(*) FROM driver_command WHERE driver_command.run = run.id
                    AND (contradiction IS NOT NULL OR unheeded <> '{}'))
            FROM run
            WHERE (\(county)::text IS NULL OR county = \(county)) AND (\(state)::text IS NULL OR state = \(state))
                AND (\(driver)::text IS NULL OR driver::text = \(driver))
                AND (\(page.last)::uuid IS NULL OR id < \(page.last))
            ORDER BY id DESC LIMIT \(page.limit)
            """
        ).decode(
            UUIDv7.self, DivisionCode.self, UUIDv7.self, UUIDv7.self, RunState.self, Int32.self, Instant.self,
            Instant.self, Int64.self, Int64.self, Int64.self)
        return RunList(rows.map { RunSummary($0) })
    }
}
