public import Vocabulary

/// Why a vehicle or a shift is refused.
public enum FleetRefusal: Error, Sendable, Equatable {
    /// The county's code has not 6 digits.
    case countyExpected(DivisionCode)
    /// A vehicle without compartments.
    case noCompartment
    /// Two compartments have one number.
    case compartmentNumberTwice
    /// A capacity that is not above zero.
    case noCapacity
    /// A shift would begin at a site that is neither hub nor depot, or is closed.
    case baseIsNoHub(UUIDv7)
    /// The vehicle has a shift at that time.
    case vehicleTaken(by: UUIDv7)
    /// The driver has a shift at that time.
    case driverTaken(by: UUIDv7)
}

extension FleetRefusal: CustomStringConvertible {
    /// The rule's name for machines.
    public var code: String {
        switch self {
        case .countyExpected: "county-expected"
        case .noCompartment: "no-compartment"
        case .compartmentNumberTwice: "compartment-number-twice"
        case .noCapacity: "no-capacity"
        case .baseIsNoHub: "base-is-no-hub"
        case .vehicleTaken: "vehicle-taken"
        case .driverTaken: "driver-taken"
        }
    }

    /// A sentence that says what to do.
    public var description: String {
        switch self {
        case .countyExpected(let code): "\(code) is no county; give its code of 6 digits."
        case .noCompartment: "Describe at least one compartment of the vehicle."
        case .compartmentNumberTwice: "Give each compartment a number of its own."
        case .noCapacity: "Give the vehicle and each compartment a weight and a room above zero."
        case .baseIsNoHub(let id): "Site \(id) is no open hub or depot; let the shift begin at one."
        case .vehicleTaken(let shift): "The vehicle is driven in shift \(shift) at that time; choose other hours."
        case .driverTaken(let shift): "The driver drives in shift \(shift) at that time; choose another."
        }
    }
}
