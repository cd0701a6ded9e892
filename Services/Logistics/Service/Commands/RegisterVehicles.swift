public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
internal import Vocabulary

/// Vehicles to be registered.
public struct VehicleSheet: Record {
    /// All of them.
    public var vehicles: [VehicleDescription]

    /// Makes it of descriptions.
    public init(_ vehicles: [VehicleDescription]) {
        self.vehicles = vehicles
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        vehicles = try fields.field("vehicles", sheet?.vehicles)
    }
}

extension LogisticsService {
    /// REGISTER: vehicles join their counties' fleets: all of them, or none.
    public func registerVehicles(
        _ sheet: VehicleSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(count: sheet.vehicles.count, field: "vehicles")
        let vehicles = try sheet.vehicles.map { try $0.vehicle(.make()) }
        for vehicle in vehicles { try context.caller.expect(vehicle.county, field: "county") }
        try VehicleStore(transaction: transaction).insert(vehicles)
        let act = Act(context)
        try HistoryStore(transaction: transaction).append(
            vehicles.map { HistoryEntry(.vehicle, $0.id, "register", act) })
        for vehicle in vehicles {
            try AuditTrail.record("register-vehicle", on: "\(vehicle.id)", by: context, in: transaction)
        }
        return Told(IDList(vehicles.map(\.id)))
    }
}
