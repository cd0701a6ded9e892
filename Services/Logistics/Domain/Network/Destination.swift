public import Vocabulary

/// Where goods go to. An address itself is known to the service alone; the rules know only where on the map it lies.
public struct Destination: Sendable, Equatable, Identifiable {
    /// Its id; a site's own id if it is one.
    public let id: UUIDv7
    /// What waits there.
    public let kind: DestinationKind
    /// The city or county that it lies in, a code of 6 digits.
    public let city: DivisionCode
    /// Where it lies.
    public let coordinate: Coordinate

    /// Makes a destination.
    public init(id: UUIDv7, kind: DestinationKind, city: DivisionCode, coordinate: Coordinate) {
        self.id = id
        self.kind = kind
        self.city = city
        self.coordinate = coordinate
    }
}

/// What waits at a destination.
public enum DestinationKind: String, Sendable, CaseIterable {
    /// A buyer's door.
    case address
    /// A pick-up station, where the buyer comes with a code.
    case station
    /// A city's depot, for a partner who fetches there.
    case depot
}

/// Which way goods go.
public enum Direction: String, Sendable, CaseIterable {
    /// From the villages to the cities.
    case up
    /// From the cities to the villages.
    case down
}
