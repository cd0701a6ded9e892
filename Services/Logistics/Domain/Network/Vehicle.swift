public import Vocabulary

/// A vehicle of a county's fleet.
public struct Vehicle: Sendable, Equatable, Identifiable {
    /// Its id.
    public let id: UUIDv7
    /// The county whose hub it stands at.
    public let county: DivisionCode
    /// What it may carry in all.
    public let capacity: Load
    /// Its compartments, numbered apart.
    public let compartments: [Compartment]

    /// A vehicle as stored.
    public init(id: UUIDv7, county: DivisionCode, capacity: Load, compartments: [Compartment]) {
        self.id = id
        self.county = county
        self.capacity = capacity
        self.compartments = compartments
    }

    /// REGISTER: a vehicle joins a county's fleet.
    public static func register(
        id: UUIDv7, county: DivisionCode, capacity: Load, compartments: [Compartment]
    ) throws(FleetRefusal) -> Vehicle {
        guard county.level == .county else { throw .countyExpected(county) }
        guard !compartments.isEmpty else { throw .noCompartment }
        guard Set(compartments.map(\.number)).count == compartments.count else { throw .compartmentNumberTwice }
        for load in [capacity] + compartments.map(\.capacity) where load.grams <= 0 || load.millilitres <= 0 {
            throw .noCapacity
        }
        return Vehicle(id: id, county: county, capacity: capacity, compartments: compartments)
    }

    /// The compartment of a number.
    public func compartment(_ number: Int32) -> Compartment? {
        compartments.first { $0.number == number }
    }
}

/// A part of a vehicle that is held at a temperature of its own.
public struct Compartment: Sendable, Equatable {
    /// Its number within the vehicle.
    public let number: Int32
    /// What it may carry.
    public let capacity: Load
    /// What it is held at; nil if it is as warm as the day.
    public let band: Band?

    /// Makes a compartment.
    public init(number: Int32, capacity: Load, band: Band?) {
        self.number = number
        self.capacity = capacity
        self.band = band
    }

    /// Whether goods keep well in it.
    public func keeps(_ goods: Band?) -> Bool {
        goods.isKept(in: band)
    }
}
