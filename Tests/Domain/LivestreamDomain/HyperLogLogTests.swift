import LivestreamDomain
import Seeds
import Testing
import Vocabulary

@Suite("HyperLogLog")
struct HyperLogLogTests {
    private func sketch(precision: Int, seed: UInt64, count: Int) -> HyperLogLog {
        var generator = SplitMix64(seed: seed)
        var sketch = HyperLogLog(precision: precision)
        for _ in 0..<count { sketch.insert(hash: generator.next()) }
        return sketch
    }

    private func relativeError(_ sketch: HyperLogLog, _ truth: Int) -> Double {
        abs(Double(sketch.estimate) - Double(truth)) / Double(truth)
    }

    /// 1.04/√m is one standard deviation; four of them are passed once in some 15,000 times.
    @Test(
        "estimates 10^5 and 10^6 values within four standard deviations",
        arguments: HyperLogLog.precisions, [100_000, 1_000_000])
    func largeCounts(precision: Int, count: Int) {
        let bound = 4 * 1.04 / Double(1 << precision).squareRoot()
        for seed in UInt64(1)...3 {
            let error = relativeError(sketch(precision: precision, seed: seed, count: count), count)
            #expect(error < bound, "precision \(precision), \(count) values, seed \(seed)")
        }
    }

    /// The range in which the original estimator switches to linear counting and is biased just past the switch.
    @Test(
        "has no bias between few and many values",
        arguments: [1_000, 5_000, 10_000, 12_000, 15_000, 20_000, 40_000])
    func middleRange(count: Int) {
        let sketches = (1...20).map { sketch(precision: 12, seed: UInt64($0), count: count) }
        let mean = sketches.reduce(0) { $0 + Double($1.estimate) } / Double(sketches.count)
        let deviation = 1.04 / Double(1 << 12).squareRoot() / Double(sketches.count).squareRoot()
        #expect(abs(mean / Double(count) - 1) < 4 * deviation)
    }

    @Test("counts few values all but exactly", arguments: [0, 1, 2, 10, 100])
    func smallCounts(count: Int) {
        let estimate = sketch(precision: 14, seed: 7, count: count).estimate
        #expect(abs(estimate - Int64(count)) <= Int64(count / 50))
    }

    @Test("counts a value once, however often it is seen")
    func repeats() {
        let once = sketch(precision: 14, seed: 3, count: 10_000)
        var twice = once
        var generator = SplitMix64(seed: 3)
        for _ in 0..<10_000 { twice.insert(hash: generator.next()) }
        #expect(twice == once)
    }

    @Test("merged sketches are what one would be that had seen everything", arguments: HyperLogLog.precisions)
    func merges(precision: Int) {
        let left = sketch(precision: precision, seed: 11, count: 30_000)
        let right = sketch(precision: precision, seed: 12, count: 50_000)
        var both = left
        var generator = SplitMix64(seed: 12)
        for _ in 0..<50_000 { both.insert(hash: generator.next()) }
        #expect(left.union(right) == both)
        #expect(right.union(left) == both)
        #expect(left.union(left) == left)
    }

    @Test("merged sketches of two precisions are what the coarser would be that had seen everything")
    func mergesPrecisions() {
        for (fine, coarse) in [(14, 12), (14, 13), (13, 12)] {
            let merged = sketch(precision: fine, seed: 21, count: 40_000)
                .union(HyperLogLog(precision: coarse))
            #expect(merged == sketch(precision: coarse, seed: 21, count: 40_000))
        }
    }

    @Test("a hash's first bits choose the register, and the zeros after them its rank")
    func ranks() {
        let table: [(hash: UInt64, register: Int, rank: UInt8)] = [
            (0, 0, 53), (.max, 4095, 1), (1 << 52, 1, 53), (1 << 52 | 1, 1, 52), (1 << 51, 0, 1), (1 << 50, 0, 2),
        ]
        for (hash, register, rank) in table {
            var sketch = HyperLogLog(precision: 12)
            sketch.insert(hash: hash)
            #expect(sketch.registers[register] == rank)
            #expect(sketch.registers.count { $0 > 0 } == 1)
        }
    }

    @Test("is restored from its registers, and from nothing that cannot be registers")
    func registers() {
        let original = sketch(precision: 13, seed: 5, count: 5_000)
        #expect(HyperLogLog(registers: original.registers) == original)
        #expect(HyperLogLog(registers: []) == nil)
        #expect(HyperLogLog(registers: Array(repeating: 0, count: 1 << 11)) == nil)
        #expect(HyperLogLog(registers: Array(repeating: 0, count: 1 << 15)) == nil)
        #expect(HyperLogLog(registers: Array(repeating: 0, count: 5_000)) == nil)
        #expect(HyperLogLog(registers: Array(repeating: 53, count: 1 << 12))?.estimate == .max)
        #expect(HyperLogLog(registers: Array(repeating: 54, count: 1 << 12)) == nil)
    }
}

@Suite("Sessions counted by a sketch")
struct ViewerHashTests {
    @Test("counts sessions by their tokens as well as by random hashes")
    func tokenHashes() {
        var generator = SplitMix64(seed: 99)
        let viewers = HyperLogLog(of: (0..<100_000).map { _ in Token.make(using: &generator) }, precision: 12)
        let deviation = 1.04 / Double(1 << 12).squareRoot()
        let error = Double(viewers.estimate) / 100_000 - 1
        #expect(abs(error) < 4 * deviation)
    }

    @Test("is put together from single observations as from the sessions themselves")
    func observations() {
        let sessions = (UInt64(1)...500).map(Sample.token)
        var ranks = [UInt8](repeating: 0, count: 1 << 14)
        for session in sessions {
            let observation = HyperLogLog.Observation(of: viewerHash(of: session))
            ranks[observation.register] = max(ranks[observation.register], observation.rank)
        }
        #expect(HyperLogLog(registers: ranks) == HyperLogLog(of: sessions))
    }

    @Test("hashes a session alike at all times, since sketches are merged across days")
    func stableHash() throws {
        let token = try #require(Token("AAAAAAAAAAAAAAAAAAAAAAAAAA"))
        #expect(viewerHash(of: token) == 7_139_428_322_377_932_779)
    }
}

extension HyperLogLog {
    /// What is seen of sessions.
    init(of sessions: [Token], precision: Int = 14) {
        self.init(precision: precision)
        for session in sessions { insert(hash: viewerHash(of: session)) }
    }
}
