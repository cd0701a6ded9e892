public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// Buyers' doors to be registered, before anything is sent there.
public struct DestinationSheet: Record {
    /// One of them.
    public struct Entry: Record {
        /// The city or county that it lies in, 6 digits.
        public var city: DivisionCode
        /// Degrees east x 10^7, WGS-84.
        public var longitude: Int32
        /// Degrees north x 10^7, WGS-84.
        public var latitude: Int32
        /// Who lives there, and how to reach them.
        public var recipient: String
        /// Where it is, in words.
        public var address: String

        /// Describes a door.
        public init(city: DivisionCode, longitude: Int32, latitude: Int32, recipient: String, address: String) {
            self.city = city
            self.longitude = longitude
            self.latitude = latitude
            self.recipient = recipient
            self.address = address
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
            city = try fields.field("city", entry?.city)
            longitude = try fields.field("longitude", entry?.longitude)
            latitude = try fields.field("latitude", entry?.latitude)
            recipient = try fields.field("recipient", entry?.recipient)
            address = try fields.field("address", entry?.address)
        }
    }

    /// All of them.
    public var destinations: [Entry]

    /// Makes it of entries.
    public init(_ destinations: [Entry]) {
        self.destinations = destinations
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        destinations = try fields.field("destinations", sheet?.destinations)
    }
}

extension LogisticsService {
    /// Registers buyers' doors: all of them, or none. Elsewhere they are known by their ids and cities only.
    public func registerDestinations(
        _ sheet: DestinationSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(count: sheet.destinations.count, field: "destinations")
        let destinations = try sheet.destinations.map { entry in
            guard entry.city.level == .county else {
                throw Problem(422, "city-expected", "\(entry.city) is no city; give 6 digits", field: "city")
            }
            try Bounds.check(entry.recipient, field: "recipient")
            try Bounds.check(entry.address, field: "address")
            let place = Destination(
                id: .make(), kind: .address, city: entry.city,
                coordinate: try Bounds.point(longitude: entry.longitude, latitude: entry.latitude))
            return (place, DestinationStore.Address(recipient: entry.recipient, address: entry.address))
        }
        try await DestinationStore(transaction: transaction).insert(
            destinations, under: try workbench.personalKeys())
        let ids = destinations.map(\.0.id)
        for id in ids { try AuditTrail.record("register-destination", on: "\(id)", by: context, in: transaction) }
        return Told(IDList(ids))
    }
}
