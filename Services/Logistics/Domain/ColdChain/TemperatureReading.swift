public import Vocabulary

/// What a thermometer showed at one moment.
public struct TemperatureReading: Sendable, Equatable {
    /// When.
    public let at: Instant
    /// In tenths of a degree Celsius.
    public let temperature: Int32

    /// Makes a reading.
    public init(at: Instant, temperature: Int32) {
        self.at = at
        self.temperature = temperature
    }
}

/// A space with a thermometer of its own.
public enum ColdSpace: Sendable, Hashable {
    /// A compartment of a vehicle on a run.
    case compartment(runID: UUIDv7, number: Int32)
    /// A store of a site, numbered within it.
    case store(siteID: UUIDv7, number: Int32)

    /// Who answers for the goods in it.
    public var custody: Custody {
        switch self {
        case .compartment: .carrier
        case .store: .station
        }
    }
}
