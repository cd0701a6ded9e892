public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// Who sets out, and what the thermometers of the vehicle's compartments show.
public struct StartRunRequest: Record {
    /// The driver.
    public var driverID: UUIDv7
    /// What each compartment that is held at a temperature shows.
    public var readings: [Reading]

    /// What a compartment's thermometer shows.
    public struct Reading: Record {
        /// The compartment's number.
        public var compartment: Int32
        /// In tenths of a degree Celsius.
        public var temperature: Int32

        /// Makes a reading.
        public init(compartment: Int32, temperature: Int32) {
            self.compartment = compartment
            self.temperature = temperature
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ reading: Self?) throws(EventFault) {
            compartment = try fields.field("compartment", reading?.compartment)
            temperature = try fields.field("temperature_dc", reading?.temperature)
        }
    }

    /// Makes a request.
    public init(driverID: UUIDv7, readings: [Reading]) {
        self.driverID = driverID
        self.readings = readings
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        driverID = try fields.field("driver_id", request?.driverID)
        readings = try fields.field("readings", request?.readings)
    }
}

extension LogisticsService {
    /// A vehicle sets out, by its shift's driver, with its compartments within their bands.
    public func startRun(
        _ id: UUIDv7, _ request: StartRunRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<RunDetail> {
        try await expect(run: id, reachedBy: context.caller, in: transaction)
        let store = RunStore(transaction: transaction)
        guard let shift = try await store.load([id], .none).first?.shift else { throw Problem.notFound("run \(id)") }
        let others = try await store.load(
            try await store.onTheRoad(of: shift.driverID, or: shift.vehicleID), .none)
        guard let vehicle = try await VehicleStore(transaction: transaction).load([shift.vehicleID]).first else {
            throw StoreFault("run \(id) has no vehicle")
        }
        for (index, reading) in request.readings.enumerated() {
            let field = "readings[\(index)]"
            guard vehicle.compartment(reading.compartment) != nil else {
                throw Problem(
                    422, "space-unknown", "the vehicle has no compartment \(reading.compartment)",
                    field: "\(field).compartment")
            }
            try Bounds.check(temperature: reading.temperature, field: "\(field).temperature_dc")
        }
        // The log of the way begins with what was seen at its start.
        try ReadingStore(transaction: transaction).insert(
            request.readings.map { reading in
                SpaceReading(
                    space: .compartment(runID: id, number: reading.compartment),
                    reading: TemperatureReading(at: context.now, temperature: reading.temperature))
            })
        return try await command("start", id, context, in: transaction) { (run) throws(RunRefusal) in
            try run.start(
                by: request.driverID, with: vehicle,
                showing: request.readings.map {
                    CompartmentReading(compartment: $0.compartment, temperature: $0.temperature)
                }, beside: others, at: context.now)
        }
    }
}
