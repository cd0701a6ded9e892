import Testing
import Vocabulary

@Suite("A price")
struct PriceTests {
    @Test(
        "comes to an amount rounded half up once",
        arguments: [
            (Price(480, .per500g), .grams(500), 480),
            (Price(480, .per500g), .grams(2_500), 2_400),
            (Price(480, .per500g), .grams(1), 1),  // 0.96
            (Price(250, .per500g), .grams(1), 1),  // 0.5
            (Price(249, .per500g), .grams(1), 0),  // 0.498
            (Price(333, .per500g), .grams(751), 500),  // 500.166
            (Price(1, .per500g), .grams(749), 1),  // 1.498
            (Price(1, .per500g), .grams(750), 2),  // 1.5
            (Price(480, .per500g), .grams(0), 0),
            (Price(0, .per500g), .grams(500), 0),
            (Price(1_999, .perPiece), .pieces(3), 5_997),
        ] as [(Price, Quantity, Fen)])
    func amount(price: Price, quantity: Quantity, amount: Fen) {
        #expect(price.amount(for: quantity) == amount)
    }

    @Test("is counted in what it buys")
    func basis() {
        #expect(PriceBasis.per500g.unit == .grams)
        #expect(PriceBasis.perPiece.unit == .pieces)
        #expect(PriceBasis(rawValue: "500g") == .per500g)
        #expect(PriceBasis(rawValue: "piece") == .perPiece)
        #expect(QuantityUnit(rawValue: "g") == .grams)
        #expect(QuantityUnit(rawValue: "pieces") == .pieces)
    }
}

@Suite("A temperature band")
struct BandTests {
    @Test("holds both of its ends", arguments: [(-1, false), (0, true), (40, true), (80, true), (81, false)])
    func contains(temperature: Int32, isInside: Bool) {
        #expect(Band(minimum: 0, maximum: 80, allowedMinutes: 30).contains(temperature) == isInside)
    }
}
