public import Eventing
internal import LogisticsDomain
public import Vocabulary

/// What a planner has answered.
public struct PlanAnswer: Record {
    /// The runs that are planned.
    public var runs: [Run]
    /// How many consignments they carry.
    public var planned: Int64
    /// How many are left where they are, by reason.
    public var leftOut: [Reason]

    /// A planned run.
    public struct Run: Record {
        /// Its id.
        public var runID: UUIDv7
        /// Its shift.
        public var shiftID: UUIDv7
        /// When it sets out.
        public var startsAt: Instant
        /// When it is back.
        public var endsAt: Instant
        /// How many stops it has still to make.
        public var stops: Int64
        /// How many consignments it has still to load.
        public var loads: Int64

        init(_ run: LogisticsDomain.Run) {
            runID = run.id
            shiftID = run.shift.id
            startsAt = run.startsAt
            endsAt = run.endsAt
            stops = Int64(run.stops.count { $0.isOpen })
            loads = Int64(run.awaited.count)
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ run: Self?) throws(EventFault) {
            runID = try fields.field("run_id", run?.runID)
            shiftID = try fields.field("shift_id", run?.shiftID)
            startsAt = try fields.field("starts_at", run?.startsAt)
            endsAt = try fields.field("ends_at", run?.endsAt)
            stops = try fields.field("stops", run?.stops)
            loads = try fields.field("loads", run?.loads)
        }
    }

    /// Why consignments are left where they are.
    public struct Reason: Record {
        /// `no-band`, `too-large`, `too-late` or `no-vehicle`.
        public var reason: String
        /// How many.
        public var count: Int64
        /// The first of them.
        public var consignments: [UUIDv7]

        /// How many are named.
        private static let named = 20

        init(_ reason: LeftOutReason, _ consignments: [UUIDv7]) {
            self.reason = reason.rawValue
            count = Int64(consignments.count)
            self.consignments = Array(consignments.prefix(Self.named))
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ reason: Self?) throws(EventFault) {
            self.reason = try fields.field("reason", reason?.reason)
            count = try fields.field("count", reason?.count)
            consignments = try fields.field("consignments", reason?.consignments)
        }
    }

    init(_ runs: [LogisticsDomain.Run], leavingOut leftOut: [LeftOut]) {
        self.runs = runs.map(Run.init)
        planned = self.runs.reduce(0) { $0 + $1.loads }
        self.leftOut = LeftOutReason.allCases.compactMap { reason in
            let consignments = leftOut.filter { $0.reason == reason }.map(\.consignmentID)
            return consignments.isEmpty ? nil : Reason(reason, consignments)
        }
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ answer: Self?) throws(EventFault) {
        runs = try fields.field("runs", answer?.runs)
        planned = try fields.field("planned", answer?.planned)
        leftOut = try fields.field("left_out", answer?.leftOut)
    }
}
