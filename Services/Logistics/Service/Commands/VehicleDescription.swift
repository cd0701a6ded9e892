public import Eventing
internal import LogisticsDomain
internal import Runtime
public import Vocabulary

/// What a vehicle is.
public struct VehicleDescription: Record {
    /// A part of it that is held at a temperature of its own.
    public struct Part: Record {
        /// Its number within the vehicle.
        public var number: Int32
        /// What it may carry, in grams.
        public var grossG: Int64
        /// The room that it has, in millilitres.
        public var volumeMl: Int64
        /// What it is held at; absent if it is as warm as the day.
        public var band: Band?

        /// Describes a compartment.
        public init(number: Int32, grossG: Int64, volumeMl: Int64, band: Band? = nil) {
            self.number = number
            self.grossG = grossG
            self.volumeMl = volumeMl
            self.band = band
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ part: Self?) throws(EventFault) {
            number = try fields.field("number", part?.number)
            grossG = try fields.field("gross_g", part?.grossG)
            volumeMl = try fields.field("volume_ml", part?.volumeMl)
            band = try fields.optional("band", part?.band)
        }
    }

    /// The county whose hub it stands at.
    public var county: DivisionCode
    /// What it may carry in all, in grams.
    public var grossG: Int64
    /// The room that it has in all, in millilitres.
    public var volumeMl: Int64
    /// Its compartments.
    public var compartments: [Part]

    /// Describes a vehicle.
    public init(county: DivisionCode, grossG: Int64, volumeMl: Int64, compartments: [Part]) {
        self.county = county
        self.grossG = grossG
        self.volumeMl = volumeMl
        self.compartments = compartments
    }

    init(_ vehicle: Vehicle) {
        county = vehicle.county
        grossG = vehicle.capacity.grams
        volumeMl = vehicle.capacity.millilitres
        compartments = vehicle.compartments.map { part in
            Part(
                number: part.number, grossG: part.capacity.grams, volumeMl: part.capacity.millilitres, band: part.band)
        }
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ description: Self?) throws(EventFault) {
        county = try fields.field("county", description?.county)
        grossG = try fields.field("gross_g", description?.grossG)
        volumeMl = try fields.field("volume_ml", description?.volumeMl)
        compartments = try fields.field("compartments", description?.compartments)
    }
}

extension VehicleDescription {
    /// The vehicle that it describes.
    func vehicle(_ id: UUIDv7) throws -> Vehicle {
        try Bounds.check(grossG, upTo: Bounds.capacity, field: "gross_g")
        try Bounds.check(volumeMl, upTo: Bounds.capacity, field: "volume_ml")
        for part in compartments {
            try Bounds.check(part.grossG, upTo: Bounds.capacity, field: "compartments.gross_g")
            try Bounds.check(part.volumeMl, upTo: Bounds.capacity, field: "compartments.volume_ml")
            try Bounds.check(part.band, field: "compartments.band")
        }
        return try Vehicle.register(
            id: id, county: county, capacity: Load(grams: grossG, millilitres: volumeMl),
            compartments: compartments.map { part in
                Compartment(
                    number: part.number, capacity: Load(grams: part.grossG, millilitres: part.volumeMl),
                    band: part.band)
            })
    }
}
