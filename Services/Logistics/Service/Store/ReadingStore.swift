internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

/// What a thermometer showed, and where it hangs.
struct SpaceReading {
    let space: ColdSpace
    let reading: TemperatureReading
}

/// What thermometers showed. Rows are only added.
struct ReadingStore {
    let transaction: PostgresTransaction

    /// Keeps readings. One that is known is not kept again.
    func insert(_ readings: [SpaceReading]) throws(PostgresError) {
        guard !readings.isEmpty else { return }
        let spaces = readings.map { SpaceColumns($0.space) }
        try transaction.send(
            """
            INSERT INTO temperature_reading (run, compartment, site, store, at, temperature)
            SELECT * FROM unnest(
                \(spaces.map(\.run)), \(spaces.map(\.compartment)), \(spaces.map(\.site)), \(spaces.map(\.store)),
                \(readings.map(\.reading.at)), \(readings.map(\.reading.temperature)))
            ON CONFLICT ON CONSTRAINT reading_is_one DO NOTHING
            """)
    }

    /// The readings of a space from an instant on, by time, and the one that stood then.
    func load(of space: ColdSpace, since instant: Instant) async throws -> [TemperatureReading] {
        // Each kind by all columns of the index, or all readings of a place would be read to find the last.
        let (place, id, part, number, others) =
            switch space {
            case .compartment(let run, let number):
                ("run", run, "compartment", number, "site IS NULL AND store IS NULL")
            case .store(let site, let number): ("site", site, "store", number, "run IS NULL AND compartment IS NULL")
            }
        return try await transaction.query(
            """
            SELECT at, temperature FROM temperature_reading
            WHERE \(unescaped: place) = \(id) AND \(unescaped: part) = \(number) AND \(unescaped: others)
                AND at >= coalesce((
                    SELECT at FROM temperature_reading
                    WHERE \(unescaped: place) = \(id) AND \(unescaped: part) = \(number) AND \(unescaped: others)
                        AND at <= \(instant)
                    ORDER BY at DESC LIMIT 1), \(instant))
            ORDER BY at
            """
        ).decode(Instant.self, Int32.self).map { TemperatureReading(at: $0.0, temperature: $0.1) }
    }
}

/// A space as the columns that name it.
struct SpaceColumns {
    var run: UUIDv7?
    var compartment: Int32?
    var site: UUIDv7?
    var store: Int32?

    init(_ space: ColdSpace) {
        switch space {
        case .compartment(let run, let number): (self.run, compartment) = (run, number)
        case .store(let site, let number): (self.site, store) = (site, number)
        }
    }
}
