public import Vocabulary

/// A driver's working time on a vehicle. It begins and ends at the same base.
public struct Shift: Sendable, Equatable, Identifiable {
    /// Its id.
    public let id: UUIDv7
    /// The vehicle that is driven.
    public let vehicleID: UUIDv7
    /// Who drives.
    public let driverID: UUIDv7
    /// The site that the vehicle leaves from and comes back to.
    public let baseID: UUIDv7
    /// Between leaving the base and being back.
    public let hours: TimeWindow

    /// Makes a shift.
    public init(id: UUIDv7, vehicleID: UUIDv7, driverID: UUIDv7, baseID: UUIDv7, hours: TimeWindow) {
        self.id = id
        self.vehicleID = vehicleID
        self.driverID = driverID
        self.baseID = baseID
        self.hours = hours
    }

    /// ROSTER: a driver is given a vehicle for some hours.
    /// - Parameters:
    ///   - base: the site that the vehicle leaves from.
    ///   - others: shifts known, of any vehicle and driver.
    public static func roster(
        id: UUIDv7, vehicle: Vehicle, driverID: UUIDv7, base: Site, hours: TimeWindow, beside others: [Shift]
    ) throws(FleetRefusal) -> Shift {
        guard base.sortsGoods else { throw .baseIsNoHub(base.id) }
        for other in others where other.hours.from < hours.to && hours.from < other.hours.to {
            if other.vehicleID == vehicle.id { throw .vehicleTaken(by: other.id) }
            if other.driverID == driverID { throw .driverTaken(by: other.id) }
        }
        return Shift(id: id, vehicleID: vehicle.id, driverID: driverID, baseID: base.id, hours: hours)
    }
}
