import Seeds
import Testing
import Vocabulary

@Suite("Splitting an amount by shares")
struct SplitTests {
    @Test(
        "rounds each share down and hands out what is left one by one, in declared order",
        arguments: [
            (15, [80, 8, 12], [13, 1, 1]),
            (5, [70, 30], [4, 1]),
            (100, [80, 8, 12], [80, 8, 12]),
            (0, [80, 8, 12], [0, 0, 0]),
            (1, [1, 1, 1], [1, 0, 0]),
            (2, [1, 1, 1], [1, 1, 0]),
            (7, [1], [7]),
            (10, [1, 1, 1, 1], [3, 3, 2, 2]),
        ] as [(Fen, [Int64], [Fen])])
    func table(amount: Fen, shares: [Int64], parts: [Fen]) {
        #expect(split(amount, by: shares) == parts)
        #expect(split(-amount, by: shares) == parts.map { -$0 })
    }

    @Test("gives nothing of what is left to a share of zero")
    func zeroShares() {
        #expect(split(2, by: [0, 1, 0, 1, 1]) == [0, 1, 0, 1, 0])
        #expect(split(5, by: [0, 70, 0, 30]) == [0, 4, 0, 1])
    }

    @Test("does not overflow where its parts do not")
    func huge() {
        #expect(split(.max, by: [.max]) == [.max])
        #expect(split(.max, by: [.max - 1, 1]) == [Fen.max - 1, 1])
        let half = Fen.max / 2
        #expect(split(.max, by: [1, 1]) == [half + 1, half])
        #expect(split(-.max, by: [1, 1]) == [-half - 1, -half])
    }

    @Test("loses nothing, and gives each share what is due to it or a fen more", arguments: UInt64(0)..<200)
    func conserves(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let amount = Fen.random(in: 0...1_000_000, using: &generator)
        var shares = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
            Int64.random(in: 0...100, using: &generator)
        }
        shares[0] += 1
        let sum = shares.reduce(0, +)
        let parts = split(amount, by: shares)
        #expect(parts.reduce(0, +) == amount, "seed \(seed)")
        let extras = zip(parts, shares).map { $0 - amount * $1 / sum }
        #expect(extras.allSatisfy { $0 == 0 || $0 == 1 }, "seed \(seed)")
        // In declared order: past the first share that got no extra fen, only shares of zero differ from it.
        let eligible = zip(extras, shares).filter { $0.1 > 0 }.map(\.0)
        #expect(eligible == eligible.sorted(by: >), "seed \(seed)")
    }
}

@Suite("Splitting a refund")
struct SplitRefundTests {
    @Test("takes back what the whole refunded so far comes to, less what was taken before")
    func table() {
        #expect(splitRefund(5, after: 0, by: [80, 8, 12]) == split(5, by: [80, 8, 12]))
        #expect(splitRefund(5, after: 5, by: [70, 30]) == [3, 2])
        #expect(splitRefund(0, after: 7, by: [70, 30]) == [0, 0])
    }

    @Test("refunds in any parts reverse a sale to the fen", arguments: UInt64(0)..<200)
    func reversesWhole(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let shares = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
            Int64.random(in: 1...100, using: &generator)
        }
        let amount = Fen.random(in: 1...10_000, using: &generator)
        var refunded: Fen = 0
        var reversed = shares.map { _ in Fen(0) }
        while refunded < amount {
            let refund = Fen.random(in: 1...(amount - refunded), using: &generator)
            let parts = splitRefund(refund, after: refunded, by: shares)
            #expect(parts.reduce(0, +) == refund, "seed \(seed)")
            reversed = zip(reversed, parts).map { $0 + $1 }
            refunded += refund
            #expect(reversed == split(refunded, by: shares), "seed \(seed)")
        }
        #expect(reversed == split(amount, by: shares), "seed \(seed)")
    }
}

@Suite("Rounding half up")
struct DividedHalfUpTests {
    @Test(
        "is to the nearest, and upwards from the middle",
        arguments: [
            (0, 500, 0), (249, 500, 0), (250, 500, 1), (749, 500, 1), (750, 500, 2), (1, 2, 1), (3, 2, 2),
            (1, 3, 0), (2, 3, 1), (4, 3, 1), (5, 3, 2), (7, 1, 7),
        ] as [(Int64, Int64, Int64)])
    func table(dividend: Int64, divisor: Int64, quotient: Int64) {
        #expect(dividedHalfUp(dividend, by: divisor) == quotient)
    }
}
