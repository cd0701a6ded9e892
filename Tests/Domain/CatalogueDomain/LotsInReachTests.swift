import CatalogueDomain
import Seeds
import Testing
import Vocabulary

@Suite("The lots that orders come to")
struct LotsInReachTests {
    @Test(
        "are all that matter: whoever knows of no others answers every order the same",
        arguments: 1...300 as ClosedRange<UInt64>)
    func suffice(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let lots = try Self.lots(using: &generator)
        let orders = (1...Int.random(in: 1...6, using: &generator)).map { number in
            let lines = (1...Int32.random(in: 1...3, using: &generator)).map { line in
                Sample.line(line, grams: .random(in: 1...3000, using: &generator))
            }
            return Sample.order(UInt64(number), lines)
        }
        let demand = orders.flatMap(\.lines).reduce(0) { $0 + $1.quantity.amount }
        let reached = lotsInReach(of: [Sample.productID: demand], among: lots.map(\.inLine), at: Sample.now)
        let answers = try [lots, lots.filter { reached.contains($0.lot.id) }].map { known in
            let snapshot = StockSnapshot(products: [try Sample.product()], lots: known)
            return allocateStock(for: orders, from: snapshot, at: Sample.now, newID: Counter().next)
        }
        #expect(answers[0] == answers[1])
    }

    @Test("end with the first that is not needed")
    func end() throws {
        let lots = try (1...9 as ClosedRange<UInt64>).map { try Sample.onSale(Sample.lot($0, grams: 1000)) }
        func reached(_ grams: Int64) -> [UUIDv7] {
            lotsInReach(of: [Sample.productID: grams], among: lots.map(\.inLine), at: Sample.now).sorted()
        }
        #expect(reached(1) == [1, 2].map { Sample.id($0) })
        #expect(reached(1000) == [1, 2].map { Sample.id($0) })
        #expect(reached(1001) == [1, 2, 3].map { Sample.id($0) })
        #expect(reached(9000).count == 9)
        #expect(reached(.max).count == 9)
    }

    @Test("are of what is asked for, have something left, and are promised to nobody")
    func others() throws {
        let lots = try [
            Sample.onSale(Sample.lot(1, grams: 1000, .listed, [.reserved: 1000])),
            Sample.onSale(Sample.lot(2, grams: 1000, productionOrderID: Sample.id(77))),
            Sample.onSale(Sample.lot(3, grams: 1000, expiresIn: -1)), Sample.onSale(Sample.lot(4, grams: 1000)),
        ]
        let line = lots.map(\.inLine)
        #expect(lotsInReach(of: [Sample.productID: 5000], among: line, at: Sample.now) == [Sample.id(4)])
        #expect(lotsInReach(of: [Sample.id(78): 5000], among: line, at: Sample.now).isEmpty)
    }

    /// Lots of one product, some of them empty, over, or grown for somebody.
    private static func lots(using generator: inout SplitMix64) throws -> [LotOnSale] {
        try (1...UInt64.random(in: 1...12, using: &generator)).map { number in
            let grams = Int64.random(in: 1...4, using: &generator) * 500
            let taken = Int64.random(in: 0...3, using: &generator) == 0 ? grams : 0
            let isPromised = Int.random(in: 0...7, using: &generator) == 0
            let lot = try Sample.lot(
                number, grams: grams, .listed, [.available: grams - taken, .reserved: taken],
                expiresIn: .random(in: -1...3, using: &generator),
                productionOrderID: isPromised ? Sample.id(77) : nil)
            return Sample.onSale(
                lot, registered: .random(using: &generator), sold: .random(in: 0...2, using: &generator))
        }
    }
}
