public import Vocabulary

/// What a compartment's thermometer shows.
public struct CompartmentReading: Sendable, Equatable {
    /// The compartment's number.
    public let compartment: Int32
    /// In tenths of a degree Celsius.
    public let temperature: Int32

    /// Makes a reading.
    public init(compartment: Int32, temperature: Int32) {
        self.compartment = compartment
        self.temperature = temperature
    }
}

extension Run {
    /// START: planned → under way.
    /// - Parameters:
    ///   - driverID: who asks for it.
    ///   - vehicle: the shift's vehicle.
    ///   - readings: what the thermometers of its compartments show.
    ///   - others: runs of the same driver or vehicle.
    public mutating func start(
        by driverID: UUIDv7, with vehicle: Vehicle, showing readings: [CompartmentReading], beside others: [Run],
        at now: Instant
    ) throws(RunRefusal) -> [RunFact] {
        guard state == .planned else { throw .notInState(state) }
        guard driverID == shift.driverID else { throw .notTheDriver(driverID) }
        guard vehicle.id == shift.vehicleID else { throw .wrongVehicle(shift.vehicleID) }
        for other in others where other.id != id && (other.state == .underWay || other.state == .interrupted) {
            if other.shift.driverID == driverID { throw .driverNotFree(on: other.id) }
            if other.shift.vehicleID == vehicle.id { throw .vehicleNotFree(on: other.id) }
        }
        for compartment in vehicle.compartments {
            guard let band = compartment.band else { continue }
            guard let reading = readings.last(where: { $0.compartment == compartment.number })
            else { throw .compartmentUnread(compartment.number) }
            guard band.contains(reading.temperature)
            else { throw .compartmentOutOfBand(compartment.number, temperature: reading.temperature) }
        }
        state = .underWay
        startedAt = now
        return [.started]
    }
}
