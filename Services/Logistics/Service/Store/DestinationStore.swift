internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

/// Buyers' doors. Only whoever delivers there needs to know more than where on the map they are; the rest is encrypted.
struct DestinationStore {
    let transaction: PostgresTransaction

    /// What is encrypted.
    static let table = PersonalTable("destination", row: "id", columns: ["recipient", "address"])

    /// Who lives behind a door, and where that is in words.
    struct Address {
        let recipient: String
        let address: String
    }

    /// Where destinations are, those that are known.
    func load(_ ids: [UUIDv7]) async throws -> [UUIDv7: Destination] {
        let rows = try await transaction.query(
            "SELECT id, city, longitude, latitude FROM destination WHERE id = ANY (\(ids))"
        ).decode(UUIDv7.self, DivisionCode.self, Int32.self, Int32.self)
        return Dictionary(
            uniqueKeysWithValues: rows.map { id, city, longitude, latitude in
                let coordinate = Coordinate(longitude: longitude, latitude: latitude)
                return (id, Destination(id: id, kind: .address, city: city, coordinate: coordinate))
            })
    }

    /// Who lives at a destination; nil if it is not known.
    func address(of id: UUIDv7, openedBy keys: PersonalKeys) async throws -> Address? {
        try await transaction.query("SELECT recipient, address FROM destination WHERE id = \(id)")
            .decode([UInt8].self, [UInt8].self).first.map { recipient, address in
                Address(
                    recipient: try keys.open(recipient, of: Self.table.field("recipient", of: id)),
                    address: try keys.open(address, of: Self.table.field("address", of: id)))
            }
    }

    /// How many there are in each city.
    func count() async throws -> [(city: DivisionCode, destinations: Int64)] {
        try await transaction.query("SELECT city, count(*) FROM destination GROUP BY city ORDER BY city")
            .decode(DivisionCode.self, Int64.self).map { (city: $0.0, destinations: $0.1) }
    }

    /// Adds destinations.
    func insert(_ destinations: [(Destination, Address)], under keys: PersonalKeys) async throws {
        guard !destinations.isEmpty else { return }
        try await PersonalKeyRegister(in: transaction).note(keys)
        let places = destinations.map(\.0)
        let recipients = try destinations.map { place, address in
            try keys.seal(address.recipient, for: Self.table.field("recipient", of: place.id))
        }
        let addresses = try destinations.map { place, address in
            try keys.seal(address.address, for: Self.table.field("address", of: place.id))
        }
        try transaction.send(
            """
            INSERT INTO destination (id, city, longitude, latitude, recipient, address)
            SELECT * FROM unnest(
                \(places.map(\.id)), \(places.map(\.city)), \(places.map(\.coordinate.longitude)),
                \(places.map(\.coordinate.latitude)), \(recipients), \(addresses))
            """)
    }
}
