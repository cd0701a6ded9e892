/// Changes an input as a fault on its way, or somebody with bad intent, would.
public struct Mutation {
    private var random: SplitMix64

    /// What decoders are wont to stumble over.
    private static let morsels: [[UInt8]] =
        [
            "null", "true", "-1", "0", "00", "1e999", "9223372036854775807", "9223372036854775808",
            "-9223372036854775808",
            "2147483648", "\\u0000", "\\ud800", "\\u+123", "\\", "\"", "\"\"", "{", "}", "[", "]", ",", ":", ";", ".",
            "=", "%00", "&",
            "\r\n", "\n", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:60-23:59", "长", " ",
        ].map { Array($0.utf8) } + [
            [0], [0x7f], [0x80], [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
            [0xef, 0xbb, 0xbf],
            Array(repeating: UInt8(ascii: "["), count: 5000), Array(repeating: UInt8(ascii: "7"), count: 5000),
        ]

    /// Changes by a seed.
    public init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// One of the inputs, changed in one to four places; or, once in sixteen times, bytes of chance.
    public mutating func input(from corpus: [[UInt8]]) -> [UInt8] {
        if below(16) == 0 { return (0..<below(64)).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
        var bytes = corpus[below(corpus.count)]
        for _ in 0...below(4) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = below(bytes.count + 1)
        let end = place + below(min(bytes.count - place, 24) + 1)
        switch below(7) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.removeSubrange(place...)
        case 2: bytes.insert(contentsOf: Self.morsels[below(Self.morsels.count)], at: place)
        case 3: bytes.replaceSubrange(place..<end, with: Self.morsels[below(Self.morsels.count)])
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count + 1))
        case 5: if place < bytes.count { bytes[place] ^= 1 << UInt8(below(8)) }
        default: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
        }
    }

    private mutating func below(_ bound: Int) -> Int {
        bound > 0 ? Int(random.next() % UInt64(bound)) : 0
    }
}

/// Gives a decoder one changed input for each seed. It must come to an end, soon, and without a trap; what else must hold,
/// the body demands.
///
/// `THROUGHTRAIN_SEED` gives it the input of one seed alone, and `THROUGHTRAIN_SEEDS` another number of them.
/// - Throws: ``MutationFailure`` for the first input on which something did not hold.
public func forEachMutation(
    _ count: Int = 2000, of corpus: [[UInt8]], _ body: ([UInt8]) async throws -> Void
) async throws {
    for seed in chosenSeeds(count) {
        // Seconds of computing: other tests, whose servers do not wait, share the threads.
        if seed % 64 == 0 { await Task.yield() }
        var mutation = Mutation(seed: seed)
        let input = mutation.input(from: corpus)
        let start = ContinuousClock.now
        do {
            try await body(input)
        } catch {
            throw MutationFailure(seed: seed, input: input, reason: "\(error)")
        }
        guard ContinuousClock.now - start < .seconds(5) else {
            throw MutationFailure(seed: seed, input: input, reason: "it takes longer than five seconds")
        }
    }
}

/// An input on which something did not hold.
public struct MutationFailure: Error, CustomStringConvertible {
    /// The seed that shows it again.
    public let seed: UInt64
    /// The input, in whole.
    public let input: [UInt8]
    /// What did not hold.
    public let reason: String

    /// The seed, the input, what did not hold and how to see it again.
    public var description: String {
        """
        seed \(seed): \(reason)
        on \(String(decoding: input.prefix(500), as: UTF8.self).debugDescription)
        See it again with THROUGHTRAIN_SEED=\(seed).
        """
    }
}
