internal import Runtime

/// How much a request may ask for. Within these no amount of money passes 64 bits.
enum Limits {
    /// Grams or pieces of one slot: a thousand tonnes.
    static let quantity: Int64 = 1_000_000_000
    /// Fen per 500 g or piece: a hundred thousand yuan.
    static let price: Int64 = 10_000_000
    /// Bytes of a name.
    static let nameLength = 200
    /// Presenters of one episode.
    static let presenters = 20
    /// The highest number of an episode.
    static let episodeNumber: Int32 = 100_000

    /// Refuses a text that is too long.
    static func require(_ text: String, within length: Int, field: String) throws(Problem) {
        guard text.utf8.count <= length else {
            throw Problem(422, "too-long", "\(field) takes up to \(length) bytes; shorten it", field: field)
        }
    }

    /// Refuses an amount that is out of bounds.
    static func require(_ amount: Int64, upTo limit: Int64, field: String) throws(Problem) {
        guard (0...limit).contains(amount) else {
            throw Problem(422, "out-of-bounds", "\(field) takes 0 to \(limit); divide what is more", field: field)
        }
    }
}
