internal import Runtime
internal import Vocabulary

/// How much can be asked for at once, so that no sum that is made of it can overflow.
enum Bounds {
    /// The most of one quantity, in grams or pieces.
    static let quantity: Int64 = 1_000_000_000
    /// The highest price, in fen.
    static let price: Fen = 10_000_000
    /// The most that one unit of sale weighs or takes up, in grams or millilitres.
    static let measure: Int64 = 10_000_000
    /// The longest code, in characters.
    static let code = 40
    /// The most things that one command is about.
    static let set = 1000

    /// Refuses a number outside its bounds.
    static func check(_ value: Int64, upTo most: Int64, field: String) throws {
        guard value <= most else {
            throw Problem(422, "too-large", "\(field) is \(value); give \(most) at most", field: field)
        }
    }

    /// Refuses a command about nothing, or about too much at once.
    static func check(count: Int, field: String) throws {
        guard (1...set).contains(count) else {
            throw Problem(422, "wrong-count", "\(field) has \(count) entries; give 1 to \(set)", field: field)
        }
    }

    /// Refuses a command about nothing, about too much at once, or about one thing twice.
    static func check(distinct ids: [UUIDv7], field: String) throws {
        try check(count: ids.count, field: field)
        var seen: Set<UUIDv7> = []
        for id in ids where !seen.insert(id).inserted {
            throw Problem(422, "repeated", "\(field) names \(id) more than once; name each once", field: field)
        }
    }
}
