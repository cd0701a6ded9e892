import Eventing
import LogisticsEvents
import LogisticsService
import OrdersEvents
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

/// A schema of a test's own, with Luodian's hub and a village's station, Guiyang's depot, a vehicle, and lanes between
/// them.
struct Region: Sendable {
    let schema: LiveSchema<LogisticsService>
    /// Tells what the other services tell.
    let teller = Teller()
    let hub: UUIDv7
    let station: UUIDv7
    let depot: UUIDv7
    let vehicle: UUIDv7
    let lanes: [UUIDv7]
    /// Buyers' doors in Guiyang.
    let doors: [UUIDv7]

    /// Noon of the alleviation day.
    static let noon = at("2019-07-07T12:00:00+08:00")
    static let cold = Band(minimum: 20, maximum: 80, allowedMinutes: 60)

    static func with(_ body: (Region) async throws -> Void) async throws {
        try await LiveSchema<LogisticsService>.with { schema in
            try await body(try await Region(schema))
        }
    }

    private init(_ schema: LiveSchema<LogisticsService>) async throws {
        self.schema = schema
        let office = Office(schema: schema)
        hub = try await office.open(try Self.describe(.hub, "522728100"))
        station = try await office.open(
            try Self.describe(.station, "522728100", village: "522728100201", hub: hub))
        depot = try await office.open(try Self.describe(.depot, "520102001", longitude: 1_066_300_000))
        vehicle = try await office.act { try await $0.registerVehicles(VehicleSheet([Self.truck()]), $1, in: $2) }.ids[
            0]
        let sheet = LaneSheet([Self.lane(from: hub, over: depot), Self.lane(from: hub, over: depot, band: Self.cold)])
        lanes = try await office.act { try await $0.promiseLanes(sheet, $1, in: $2) }.ids
        doors = try await office.act { service, context, transaction in
            try await service.registerDestinations(DestinationSheet((1...2).map(Self.door)), context, in: transaction)
        }.ids
    }

    static func at(_ text: String) -> Instant {
        guard let instant = Instant(text) else { preconditionFailure("\(text) is no instant") }
        return instant
    }

    static func code(_ text: String) -> DivisionCode {
        guard let code = DivisionCode(text) else { preconditionFailure("\(text) is no division code") }
        return code
    }

    // MARK: - What there is

    static func describe(
        _ kind: StationNotice.Kind, _ township: String, village: String? = nil, longitude: Int32 = 1_067_480_000,
        hub: UUIDv7? = nil, roles: [StationNotice.Role] = [.collection, .pickUp]
    ) throws -> StationDescription {
        StationDescription(
            kind: kind, name: .init(chinese: "罗甸", english: "Luodian"), township: code(township),
            village: village.map(code), longitude: longitude, latitude: 254_290_000,
            roles: hub == nil ? [] : roles, hub: hub, operatorID: .make(), bands: [cold],
            hours: (1...7).map { .init(weekday: $0, from: 480, to: 1200) })
    }

    static func truck() -> VehicleDescription {
        VehicleDescription(
            county: code("522728"), grossG: 5_000_000, volumeMl: 20_000_000,
            compartments: [
                .init(number: 1, grossG: 3_000_000, volumeMl: 12_000_000),
                .init(number: 2, grossG: 2_000_000, volumeMl: 8_000_000, band: cold),
            ])
    }

    static func lane(
        from hub: UUIDv7, to city: String = "520100", over depot: UUIDv7?, band: Band? = nil, cost: Fen = 80,
        validTo: String = "2019-07-31T00:00:00Z"
    ) -> LaneSheet.Entry {
        LaneSheet.Entry(
            hub: hub, city: code(city), longitude: 1_066_300_000, latitude: 266_500_000, depot: depot, band: band,
            collectionMin: 240, sortingMin: 120, cost: cost, cutOff: noon, validTo: at(validTo))
    }

    static func door(_ number: Int) -> DestinationSheet.Entry {
        DestinationSheet.Entry(
            city: code("520100"), longitude: 1_066_310_000, latitude: 266_510_000, recipient: "王女士 \(number)",
            address: "贵阳市云岩区中华北路 \(number) 号")
    }

    // MARK: - What people do

    /// Runs a command as a dispatcher, at noon.
    func act<Value>(
        at now: Instant = noon,
        _ command: (LogisticsService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        try await Office(schema: schema).act(at: now, command)
    }

    /// Reads, in a transaction that writes nothing.
    func read<Value>(_ query: (LogisticsService, PostgresTransaction) async throws -> Value) async throws -> Value {
        try await schema.workbench.pool.withTransaction(readOnly: true) { try await query(schema.service, $0) }
    }

    /// Runs a statement beside the service; past its triggers, if asked to.
    func execute(_ sql: String, pastTriggers: Bool = false) async throws {
        try await schema.administration.withTransaction { transaction in
            if pastTriggers { try await transaction.execute("SET LOCAL session_replication_role = replica") }
            try await transaction.execute(PostgresQuery(unsafeSQL: sql))
        }
    }

    /// Delivers what others tell, in one batch.
    @discardableResult
    func deliver(_ envelopes: EventEnvelope...) async throws -> Int {
        try await schema.deliver(envelopes)
    }

    func detail(_ consignment: UUIDv7) async throws -> ConsignmentDetail {
        try await read { try await $0.consignment(consignment, in: $1) }
    }
}

/// Who gives commands while a region is set up.
private struct Office {
    let schema: LiveSchema<LogisticsService>

    func act<Value>(
        at now: Instant = Region.noon,
        _ command: (LogisticsService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        let context = CommandContext(actor: "chen.dispatch", now: now)
        return try await schema.workbench.perform { try await command(schema.service, context, $0) }
    }

    func open(_ description: StationDescription) async throws -> UUIDv7 {
        let list = try await act { try await $0.openStations(StationSheet([description]), $1, in: $2) }
        return try #require(list.ids.first)
    }
}
