internal import Delivery
public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// A vehicle as people look at it.
public struct VehicleDetail: Record {
    /// Its identifier.
    public var vehicleID: UUIDv7
    /// What it is.
    public var description: VehicleDescription

    init(_ vehicle: Vehicle) {
        vehicleID = vehicle.id
        description = VehicleDescription(vehicle)
    }

    /// Lists the fields: its identifier, beside what it is.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        vehicleID = try fields.field("vehicle_id", detail?.vehicleID)
        description = try VehicleDescription(&fields, detail?.description)
    }
}

/// A page of vehicles.
public struct VehicleList: Record {
    /// The vehicles, the newest first.
    public var vehicles: [VehicleDetail]

    init(_ vehicles: [VehicleDetail]) {
        self.vehicles = vehicles
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        vehicles = try fields.field("vehicles", list?.vehicles)
    }
}

extension LogisticsService {
    /// A page of vehicles.
    /// - Parameter county: only those of this county's fleet, if it is given.
    public func vehicles(
        of county: DivisionCode?, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> VehicleList {
        VehicleList(try await VehicleStore(transaction: transaction).page(of: county, page).map(VehicleDetail.init))
    }
}
