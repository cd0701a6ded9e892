public import Vocabulary

/// A promise of carriage from a county, over its hub, to a city.
public struct Lane: Sendable, Equatable, Identifiable {
    /// Its id.
    public let id: UUIDv7
    /// The county that the goods come from.
    public let origin: DivisionCode
    /// The county's hub.
    public let hubID: UUIDv7
    /// The depot that onward runs unload at; nil if they go to the destinations themselves.
    public let depotID: UUIDv7?
    /// The city that it leads to.
    public let city: DivisionCode
    /// What the goods are kept at all the way; nil if at no temperature of their own.
    public let band: Band?
    /// How long it takes from collection to delivery.
    public let transit: Transit
    /// What it costs, in fen per kilogram.
    public let fenPerKilogram: Fen
    /// Until when goods must be ready to leave with the next run.
    public let cutOff: Instant
    /// When the promise ends.
    public let validTo: Instant
    /// What the times rest on.
    public let basis: LaneBasis

    /// A lane as stored.
    public init(
        id: UUIDv7, origin: DivisionCode, hubID: UUIDv7, depotID: UUIDv7?, city: DivisionCode, band: Band?,
        transit: Transit, fenPerKilogram: Fen, cutOff: Instant, validTo: Instant, basis: LaneBasis
    ) {
        self.id = id
        self.origin = origin
        self.hubID = hubID
        self.depotID = depotID
        self.city = city
        self.band = band
        self.transit = transit
        self.fenPerKilogram = fenPerKilogram
        self.cutOff = cutOff
        self.validTo = validTo
        self.basis = basis
    }

    /// Whether goods keep well on it.
    public func keeps(_ goods: Band?) -> Bool {
        goods.isKept(in: band)
    }
}

/// How long carriage takes, in minutes.
public struct Transit: Sendable, Equatable {
    /// Half of the goods arrive within it.
    public let median: Int64
    /// Nine in ten arrive within it.
    public let ninetieth: Int64

    /// Makes a transit time.
    public init(median: Int64, ninetieth: Int64) {
        self.median = median
        self.ninetieth = ninetieth
    }
}

/// What a lane's times rest on.
public enum LaneBasis: String, Sendable, CaseIterable {
    /// On what was planned.
    case planned
    /// On runs that were driven.
    case measured
}
