internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

/// Buyers' doors. Only whoever delivers there needs to know more than where on the map they are.
struct DestinationStore {
    let transaction: PostgresTransaction

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
    func address(of id: UUIDv7) async throws -> Address? {
        try await transaction.query("SELECT recipient, address FROM destination WHERE id = \(id)")
            .decode(String.self, String.self).first.map { Address(recipient: $0.0, address: $0.1) }
    }

    /// How many there are in each city.
    func count() async throws -> [(city: DivisionCode, destinations: Int64)] {
        try await transaction.query("SELECT city, count(*) FROM destination GROUP BY city ORDER BY city")
            .decode(DivisionCode.self, Int64.self).map { (city: $0.0, destinations: $0.1) }
    }

    /// Adds destinations.
    func insert(_ destinations: [(Destination, Address)]) throws(PostgresError) {
        guard !destinations.isEmpty else { return }
        let places = destinations.map(\.0)
        let addresses = destinations.map(\.1)
        try transaction.send(
            """
            INSERT INTO destination (id, city, longitude, latitude, recipient, address)
            SELECT * FROM unnest(
                \(places.map(\.id)), \(places.map(\.city)), \(places.map(\.coordinate.longitude)),
                \(places.map(\.coordinate.latitude)), \(addresses.map(\.recipient)), \(addresses.map(\.address)))
            """)
    }
}
