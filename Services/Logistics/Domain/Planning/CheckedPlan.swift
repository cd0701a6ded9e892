public import Vocabulary

/// A plan that the checker has proved sound. Nothing else makes one, so that no run is planned without the proof.
public struct CheckedPlan: Sendable, Equatable {
    /// The runs, each by itself.
    public let runs: [CheckedRun]
    /// What no vehicle can take.
    public let leftOut: [LeftOut]

    init(runs: [CheckedRun], leftOut: [LeftOut]) {
        self.runs = runs
        self.leftOut = leftOut
    }
}

/// One run of a plan that was proved sound.
public struct CheckedRun: Sendable, Equatable {
    /// The county that it was planned for.
    public let county: DivisionCode
    /// The shift, which names the vehicle, its driver and its base.
    public let shift: Shift
    /// How far the run had come when it was planned; nil for a new one.
    public let progress: RunProgress?
    /// What it does from now on.
    public let planned: PlannedRun
    /// How full it is both ways.
    public let loadFactor: LoadFactor

    init(
        county: DivisionCode, shift: Shift, progress: RunProgress?, planned: PlannedRun, loadFactor: LoadFactor
    ) {
        self.county = county
        self.shift = shift
        self.progress = progress
        self.planned = planned
        self.loadFactor = loadFactor
    }
}

/// How full a vehicle is when it is fullest, each way by itself: by weight or by room, whichever is more, in
/// thousandths of what it may carry.
public struct LoadFactor: Sendable, Equatable {
    /// With goods that go up.
    public var up: Int64
    /// With goods that go down.
    public var down: Int64

    /// Makes a load factor.
    public init(up: Int64, down: Int64) {
        self.up = up
        self.down = down
    }

    /// The fuller of both, each way.
    public func joined(with other: LoadFactor) -> LoadFactor {
        LoadFactor(up: max(up, other.up), down: max(down, other.down))
    }
}
