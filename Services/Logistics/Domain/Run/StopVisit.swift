public import Vocabulary

/// What was done at a stop. Only a run makes one, when its driver has ended an open stop of it: whoever is shown one
/// knows that a stop of that run was open and that its driver was there.
public struct StopVisit: Sendable, Equatable {
    /// The run.
    public let runID: UUIDv7
    /// The stop's number.
    public let stop: Int32
    /// The site or destination.
    public let placeID: UUIDv7
    /// When it ended.
    public let at: Instant
    /// What was loaded, and into which compartment.
    public let loaded: [Loading]
    /// What was to be loaded and was not.
    public let notLoaded: [UUIDv7]
    /// What was unloaded.
    public let unloaded: [UUIDv7]
    /// What was to be unloaded and was not.
    public let notUnloaded: [UUIDv7]

    init(of stop: Stop, by runID: UUIDv7, at instant: Instant, loaded: Set<UUIDv7>, unloaded: Set<UUIDv7>) {
        self.runID = runID
        self.stop = stop.number
        placeID = stop.placeID
        at = instant
        self.loaded = stop.loads.filter { loaded.contains($0.consignmentID) }
        notLoaded = stop.loads.map(\.consignmentID).filter { !loaded.contains($0) }
        self.unloaded = stop.unloads.filter { unloaded.contains($0) }
        notUnloaded = stop.unloads.filter { !unloaded.contains($0) }
    }

    /// Whether a consignment was loaded.
    public func loaded(_ consignmentID: UUIDv7) -> Bool {
        loaded.contains { $0.consignmentID == consignmentID }
    }
}

/// Why a stop was not served.
public enum StopFailure: String, Sendable, CaseIterable {
    /// Nobody was there.
    case absent
    /// The place was closed.
    case closed
    /// The road was blocked.
    case road
    /// The vehicle could not go on.
    case vehicle
}
