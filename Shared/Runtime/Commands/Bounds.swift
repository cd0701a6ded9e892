public import Vocabulary

/// How much can be asked for at once. A service adds its own bounds, so that no sum that is made of it can overflow.
public enum Bounds {
    /// The most things that one command is about.
    public static let set = 1000

    /// The longest that goods may be outside their band, in minutes: a week.
    public static let bandMinutes: Int64 = 10_080

    /// Refuses a command about nothing, or about too much at once.
    public static func check(count: Int, field: String) throws(Problem) {
        guard (1...set).contains(count) else {
            throw Problem(422, "wrong-count", "\(field) has \(count) entries; give 1 to \(set)", field: field)
        }
    }

    /// Refuses a command about nothing, about too much at once, or about one thing twice.
    public static func check(distinct ids: [UUIDv7], field: String) throws(Problem) {
        try check(count: ids.count, field: field)
        var seen: Set<UUIDv7> = []
        for id in ids where !seen.insert(id).inserted {
            throw Problem(422, "repeated", "\(field) names \(id) more than once; name each once", field: field)
        }
    }

    /// Refuses a number outside 0 to the most.
    public static func check(_ value: Int64, upTo most: Int64, field: String) throws(Problem) {
        guard (0...most).contains(value) else {
            throw Problem(422, "out-of-bounds", "\(field) is \(value); give 0 to \(most)", field: field)
        }
    }

    /// Refuses a band that ends below its start, or allows less than no time or more than a week.
    public static func check(_ band: Band?, field: String) throws(Problem) {
        guard let band else { return }
        guard band.minimum <= band.maximum, (0...bandMinutes).contains(band.allowedMinutes) else {
            throw Problem(
                422, "out-of-bounds",
                "\(field) goes from a lower to a higher temperature and allows 0 to \(bandMinutes) minutes",
                field: field)
        }
    }
}
