/// What happens in a run: every choice is drawn from it, and what came of the choice is written down in it.
public struct Script: RandomNumberGenerator {
    private var generator = SplitMix64(seed: 0)
    private let isWritten: Bool
    private(set) var lines: [String] = []

    init(isWritten: Bool) {
        self.isWritten = isWritten
    }

    /// Draws from a seed from here on.
    mutating func turn(to seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    /// The next random word.
    public mutating func next() -> UInt64 {
        generator.next()
    }

    /// A number in `0..<bound`; zero if the bound is not above it.
    public mutating func below(_ bound: Int) -> Int {
        // The remainder prefers low numbers by less than one in 2^50, which is no matter here.
        bound > 0 ? Int(generator.next() % UInt64(bound)) : 0
    }

    /// True once in `count` times.
    public mutating func once(in count: Int) -> Bool {
        below(count) == 0
    }

    /// Writes down what happens. Nothing is made of it unless the run is to be told.
    public mutating func write(_ line: @autoclosure () -> String) {
        if isWritten { lines.append(line()) }
    }
}
