public import Vocabulary

/// One vehicle's journey in one shift: its plan in force, what was done of it, and what was said about it on the way.
public struct Run: Sendable, Equatable, Identifiable {
    /// Its id.
    public let id: UUIDv7
    /// The county that planned it.
    public let county: DivisionCode
    /// Who drives what, from which base, in which hours.
    public let shift: Shift
    /// Where it stands.
    public internal(set) var state: RunState
    /// The number of the plan in force, from 1.
    public internal(set) var plan: Int32
    /// When it sets out.
    public internal(set) var startsAt: Instant
    /// When it is back, by the plan in force.
    public internal(set) var endsAt: Instant
    /// The stops made and to be made, in order.
    public internal(set) var stops: [Stop]
    /// Stops of earlier plans that re-planning has dropped, since a driver who had not heard of it may have made them.
    public internal(set) var droppedStops: [DroppedStop]
    /// The way from the last stop back to the base, in metres.
    public internal(set) var returnMetres: Int64
    /// How full it is both ways, over all plans.
    public internal(set) var loadFactor: LoadFactor
    /// What went on board and off, by time.
    public internal(set) var movements: [GoodsMovement]
    /// What the driver said, by the time it was said at.
    public internal(set) var journal: [JournalEntry]
    /// When it set out.
    public internal(set) var startedAt: Instant?
    /// When and where it broke down last.
    public internal(set) var breakdown: Breakdown?
    /// When it was over.
    public internal(set) var endedAt: Instant?

    /// A run as stored.
    public init(
        id: UUIDv7, county: DivisionCode, shift: Shift, state: RunState, plan: Int32, startsAt: Instant,
        endsAt: Instant, stops: [Stop], droppedStops: [DroppedStop] = [], returnMetres: Int64, loadFactor: LoadFactor,
        movements: [GoodsMovement] = [], journal: [JournalEntry] = [], startedAt: Instant? = nil,
        breakdown: Breakdown? = nil, endedAt: Instant? = nil
    ) {
        self.id = id
        self.county = county
        self.shift = shift
        self.state = state
        self.plan = plan
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.stops = stops
        self.droppedStops = droppedStops
        self.returnMetres = returnMetres
        self.loadFactor = loadFactor
        self.movements = movements
        self.journal = journal
        self.startedAt = startedAt
        self.breakdown = breakdown
        self.endedAt = endedAt
    }

    /// What is on board, and in which compartment.
    public var onBoard: [UUIDv7: Int32] { onBoard(at: nil) }

    /// What was on board at an instant; by default now, all that is known counted.
    func onBoard(at instant: Instant?) -> [UUIDv7: Int32] {
        var aboard: [UUIDv7: Int32] = [:]
        for movement in movements {
            if let instant, movement.at > instant { break }
            for id in movement.off { aboard[id] = nil }
            for loading in movement.on { aboard[loading.consignmentID] = loading.compartment }
        }
        return aboard
    }

    /// The consignments that it is still to load.
    public var awaited: [UUIDv7] {
        stops.filter(\.isOpen).flatMap(\.loads).map(\.consignmentID)
    }

    /// The consignments that it is to load at stops that it has not come to yet.
    public var planned: [UUIDv7] {
        stops.filter { $0.state == .open }.flatMap(\.loads).map(\.consignmentID)
    }

    /// How far it has come, for a planner to go on from.
    /// - Parameters:
    ///   - position: where the vehicle is, or will be when the stop under service is done.
    ///   - freeFrom: when it can drive on from there.
    public func progress(at position: Coordinate, freeFrom: Instant) -> RunProgress {
        RunProgress(runID: id, plan: plan, settledStops: settledStops, position: position, freeFrom: freeFrom)
    }

    /// The stops that no plan may touch any more, by number.
    var settledStops: [Int32] {
        stops.filter { $0.state != .open }.map(\.number)
    }

    /// Puts a movement in its place by time.
    mutating func record(_ movement: GoodsMovement) {
        guard !movement.on.isEmpty || !movement.off.isEmpty else { return }
        let index = movements.firstIndex { $0.at > movement.at } ?? movements.endIndex
        movements.insert(movement, at: index)
    }
}

/// Where a run stands.
public enum RunState: String, Sendable, CaseIterable {
    /// Its vehicle is at the base.
    case planned
    /// Called off before it began. Final.
    case cancelled
    /// On its way.
    case underWay = "under-way"
    /// Broken down.
    case interrupted
    /// Over. Final.
    case ended
}

/// Goods that went on board or off at one moment.
public struct GoodsMovement: Sendable, Equatable {
    /// When.
    public let at: Instant
    /// What went on board, and into which compartment.
    public let on: [Loading]
    /// What went off.
    public let off: [UUIDv7]

    /// A movement as stored.
    public init(at: Instant, on: [Loading], off: [UUIDv7]) {
        self.at = at
        self.on = on
        self.off = off
    }
}

/// When and where a run broke down.
public struct Breakdown: Sendable, Equatable {
    /// When.
    public let at: Instant
    /// Where.
    public let place: Coordinate

    /// Makes a breakdown.
    public init(at: Instant, place: Coordinate) {
        self.at = at
        self.place = place
    }
}
