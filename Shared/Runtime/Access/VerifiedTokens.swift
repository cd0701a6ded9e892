internal import Vocabulary

/// Tokens whose signatures were found right, by their digests, so that a caller's next requests cost no verification.
///
/// It holds two generations of a bounded size. What was not asked for while the younger one filled up is forgotten.
struct VerifiedTokens {
    /// The holder of a token, and until when.
    struct Entry {
        var caller: Caller
        /// Seconds since 1970, by the wall.
        var expiry: Double
    }

    private let generation: Int
    private var young: [[UInt8]: Entry] = [:]
    private var old: [[UInt8]: Entry] = [:]

    /// - Parameter generation: how many tokens each of the two generations holds.
    init(generation: Int) {
        self.generation = generation
    }

    /// How many tokens are known.
    var count: Int { young.count + old.count }

    /// What is known of a token.
    mutating func find(_ digest: [UInt8]) -> Entry? {
        if let entry = young[digest] { return entry }
        guard let entry = old.removeValue(forKey: digest) else { return nil }
        keep(entry, digest)
        return entry
    }

    /// Keeps what was found.
    mutating func keep(_ entry: Entry, _ digest: [UInt8]) {
        if young.count >= generation {
            old = young
            young = [:]
        }
        young[digest] = entry
    }

    /// Forgets a token.
    mutating func forget(_ digest: [UInt8]) {
        young[digest] = nil
        old[digest] = nil
    }

    /// Forgets all of them.
    mutating func forgetAll() {
        young = [:]
        old = [:]
    }
}
