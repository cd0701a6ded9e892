internal import Runtime
internal import Vocabulary

// How much can be asked for at once, so that no sum that is made of it can overflow.

extension Bounds {
    /// The most that a vehicle or a compartment takes, in grams or millilitres.
    static let capacity: Int64 = 1_000_000_000
    /// The highest price of carriage, in fen per kilogram.
    static let price: Fen = 10_000_000
    /// The longest time that a step takes, in minutes: a week.
    static let minutes: Int64 = 10_080
    /// Bytes of a name or an address.
    static let text = 500

    /// Refuses a text without a letter, or one that is too long.
    static func check(_ value: String, field: String) throws(Problem) {
        guard value.contains(where: { !$0.isWhitespace }) else {
            throw Problem(422, "empty", "\(field) says nothing; fill it in", field: field)
        }
        guard value.utf8.count <= text else {
            throw Problem(422, "too-long", "\(field) takes up to \(text) bytes; shorten it", field: field)
        }
    }

    /// Refuses what no thermometer of ours shows: tenths of a degree beyond 100 degrees of frost or heat.
    static func check(temperature: Int32, field: String) throws(Problem) {
        guard (-1000...1000).contains(temperature) else {
            throw Problem(422, "out-of-bounds", "\(field) takes tenths of a degree from -1000 to 1000", field: field)
        }
    }

    /// Refuses what is said of a time that has not come. Clocks may differ a little.
    static func check(past instant: Instant, now: Instant, field: String) throws(Problem) {
        guard instant <= now + .minutes(5) else {
            throw Problem(422, "not-yet", "\(instant) has not come; set the clock right and say it again", field: field)
        }
    }

    /// The point of two fields, if it is one on the earth.
    static func point(longitude: Int32, latitude: Int32) throws(Problem) -> Coordinate {
        guard abs(Int64(longitude)) <= 1_800_000_000 else {
            throw Problem(422, "out-of-bounds", "longitude takes degrees east times 10^7", field: "longitude")
        }
        guard abs(Int64(latitude)) <= 900_000_000 else {
            throw Problem(422, "out-of-bounds", "latitude takes degrees north times 10^7", field: "latitude")
        }
        return Coordinate(longitude: longitude, latitude: latitude)
    }
}
