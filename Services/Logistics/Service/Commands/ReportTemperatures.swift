public import Eventing
internal import LogisticsDomain
public import LogisticsEvents
public import Postgres
public import Runtime
public import Vocabulary

/// What thermometers showed.
public struct TemperatureReport: Record {
    /// The readings, in any order.
    public var readings: [Reading]

    /// What a thermometer showed at one moment.
    public struct Reading: Record {
        /// The compartment of a run, or the store of a station, that it hangs in.
        public var space: TemperatureExcursion.Space
        /// When.
        public var at: Instant
        /// In tenths of a degree Celsius.
        public var temperature: Int32

        /// Makes a reading.
        public init(space: TemperatureExcursion.Space, at: Instant, temperature: Int32) {
            self.space = space
            self.at = at
            self.temperature = temperature
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ reading: Self?) throws(EventFault) {
            space = try fields.field("where", reading?.space)
            at = try fields.field("at", reading?.at)
            temperature = try fields.field("temperature_dc", reading?.temperature)
        }
    }

    /// Makes a report.
    public init(readings: [Reading]) {
        self.readings = readings
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ report: Self?) throws(EventFault) {
        readings = try fields.field("readings", report?.readings)
    }
}

extension LogisticsService {
    /// Takes readings in. What was out of its band for longer than it bears is condemned, and told of.
    ///
    /// A reading stands until the next one of its thermometer; of the time after the last one nothing is said yet. One
    /// that comes later than those after it is kept, but what was assessed is not assessed again.
    public func reportTemperatures(
        _ report: TemperatureReport, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<ExcursionList> {
        try Bounds.check(count: report.readings.count, field: "readings")
        for (index, reading) in report.readings.enumerated() {
            try Bounds.check(past: reading.at, now: context.now, field: "readings[\(index)].at")
            try Bounds.check(temperature: reading.temperature, field: "readings[\(index)].temperature_dc")
        }
        let readings = report.readings.map { reading in
            SpaceReading(
                space: ColdSpace(reading.space),
                reading: TemperatureReading(at: reading.at, temperature: reading.temperature))
        }
        var desk = try await ColdChainDesk(locking: Set(readings.map(\.space)), in: transaction)
        let vehicles = try await VehicleStore(transaction: transaction).load(Set(desk.vehicles).sorted())
        let compartments = Dictionary(
            uniqueKeysWithValues: vehicles.map { ($0.id, Set($0.compartments.map(\.number))) })
        for (index, reading) in readings.enumerated()
        where !desk.knows(reading.space, compartments: compartments) || !desk.admits(context.caller, to: reading.space)
        {
            throw Problem(
                422, "space-unknown", "there is no such compartment or store; name one that has a thermometer",
                field: "readings[\(index)].where")
        }
        for vehicle in vehicles { try context.caller.expect(vehicle.county, field: "readings") }
        try ReadingStore(transaction: transaction).insert(readings)
        let act = Act(context)
        var known: Set<ColdSpace> = []
        for reading in readings.sorted(by: { $0.reading.at < $1.reading.at })
        where known.insert(reading.space).inserted {
            try await desk.assess(reading.space, act)
        }
        let events = try desk.save()
        return Told(try await excursions(desk.excursions.map(\.id), in: transaction), events)
    }
}
