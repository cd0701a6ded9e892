public import Vocabulary

/// How much can be asked for at once. A service adds its own bounds, so that no sum that is made of it can overflow.
public enum Bounds {
    /// The most things that one command is about.
    public static let set = 1000

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
}
