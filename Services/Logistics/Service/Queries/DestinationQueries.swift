internal import Delivery
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// How many doors are known in a city.
public struct DestinationCounts: Record {
    /// One city.
    public struct Entry: Record {
        /// The city.
        public var city: DivisionCode
        /// How many doors.
        public var destinations: Int64

        init(_ city: DivisionCode, _ destinations: Int64) {
            self.city = city
            self.destinations = destinations
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
            city = try fields.field("city", entry?.city)
            destinations = try fields.field("destinations", entry?.destinations)
        }
    }

    /// The cities, by code.
    public var cities: [Entry]

    init(_ cities: [Entry]) {
        self.cities = cities
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ counts: Self?) throws(EventFault) {
        cities = try fields.field("cities", counts?.cities)
    }
}

/// A buyer's door, as whoever delivers there must know it.
public struct DestinationDetail: Record {
    /// Its identifier.
    public var destinationID: UUIDv7
    /// Who lives there.
    public var recipient: String
    /// Where it is, in words.
    public var address: String

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        destinationID = try fields.field("destination_id", detail?.destinationID)
        recipient = try fields.field("recipient", detail?.recipient)
        address = try fields.field("address", detail?.address)
    }

    init(_ id: UUIDv7, _ address: DestinationStore.Address) {
        destinationID = id
        recipient = address.recipient
        self.address = address.address
    }
}

extension LogisticsService {
    /// How many doors are known, by city: all that may be listed of them.
    public func destinationCounts(in transaction: PostgresTransaction) async throws -> DestinationCounts {
        let counts = try await DestinationStore(transaction: transaction).count()
        return DestinationCounts(counts.map { DestinationCounts.Entry($0.city, $0.destinations) })
    }

    /// Who lives at a door to which goods are on their way that are within the reach of who asks, which is recorded.
    public func destination(
        _ id: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> DestinationDetail {
        try await expect(destination: id, reachedBy: context.caller, in: transaction)
        let keys = try workbench.personalKeys()
        guard let address = try await DestinationStore(transaction: transaction).address(of: id, openedBy: keys) else {
            throw Problem.notFound("destination \(id)")
        }
        try AuditTrail.record("read-destination", on: "\(id)", by: context, in: transaction)
        return DestinationDetail(id, address)
    }
}
