import CatalogueDomain
import Testing
import Vocabulary

@Suite("The stock of a lot")
struct LotStockTests {
    /// The movement table of `states.md`, written out.
    static let table: [(LotPart, LotPart, [LotMovement])] = [
        (.available, .setAside, [.setAside]),
        (.setAside, .available, [.giveBack]),
        (.available, .reserved, [.reserve]),
        (.setAside, .reserved, [.reserveFromSlot]),
        (.reserved, .available, [.release]),
        (.reserved, .setAside, [.releaseToSlot]),
        (.reserved, .committed, [.commit]),
        (.available, .quarantined, [.quarantineAvailable]),
        (.setAside, .quarantined, [.quarantineSetAside]),
        (.reserved, .quarantined, [.quarantineReserved]),
        (.committed, .quarantined, [.quarantineCommitted, .bringBack]),
        (.quarantined, .available, [.clear]),
        (.available, .consumed, [.transform]),
        (.available, .returned, [.returnToProducer]),
        (.available, .lost, [.expireAvailable]),
        (.setAside, .lost, [.expireSetAside]),
        (.reserved, .lost, [.expireReserved]),
        (.quarantined, .lost, [.reject]),
        (.quarantined, .returned, [.rejectToProducer]),
        (.committed, .available, [.withdraw, .leaveBehind]),
        (.committed, .setAside, [.withdrawToSlot]),
        (.committed, .lost, [.withdrawToLost, .lose, .fallShort]),
    ]

    @Test("moves only along the rows of the table")
    func rows() {
        for from in LotPart.allCases {
            for to in LotPart.allCases {
                let expected = Self.table.first { $0.0 == from && $0.1 == to }?.2 ?? []
                let found = LotMovement.allCases.filter { $0.path == (from, to) }
                #expect(Set(found) == Set(expected), "\(from) to \(to)")
            }
        }
    }

    @Test("keeps its sum under any movement, and moves exactly what was asked", arguments: LotMovement.allCases)
    func moves(movement: LotMovement) throws {
        let parts = Dictionary(uniqueKeysWithValues: LotPart.allCases.map { ($0, Int64(10)) })
        var stock = try LotStock(received: .grams(80), parts)
        try stock.move(7, by: movement)
        for part in LotPart.allCases {
            let expected: Int64 = part == movement.path.from ? 3 : part == movement.path.to ? 17 : 10
            #expect(stock[part] == expected, "\(part)")
        }
        #expect(LotPart.allCases.reduce(0) { $0 + stock[$1] } == stock.received)
    }

    @Test("gives no more than it has, and stays as it was", arguments: LotMovement.allCases)
    func bounded(movement: LotMovement) throws {
        let parts = Dictionary(uniqueKeysWithValues: LotPart.allCases.map { ($0, Int64(10)) })
        var stock = try LotStock(received: .grams(80), parts)
        let before = stock
        #expect(throws: LotStockRefusal.insufficient(movement.path.from, has: 10, asked: 11)) {
            try stock.move(11, by: movement)
        }
        #expect(throws: LotStockRefusal.amountNotPositive(0)) { try stock.move(0, by: movement) }
        #expect(throws: LotStockRefusal.amountNotPositive(-1)) { try stock.move(-1, by: movement) }
        #expect(stock == before)
    }

    @Test("is not believed unless its parts are what was received")
    func stored() {
        #expect(throws: LotStockRefusal.unbalanced(received: 10, sum: 9)) {
            try LotStock(received: .grams(10), [.available: 4, .lost: 5])
        }
        #expect(throws: LotStockRefusal.negative(.reserved, -1)) {
            try LotStock(received: .grams(10), [.available: 11, .reserved: -1])
        }
    }

    @Test("is changed once per lot, movement and offer, in the order of the lots")
    func summed() {
        let movements = [
            StockMovement(of: Sample.id(2), by: .reserve, 3),
            StockMovement(of: Sample.id(1), for: Sample.id(51), by: .reserveFromSlot, 5),
            StockMovement(of: Sample.id(2), for: Sample.id(50), by: .reserve, 4),
            StockMovement(of: Sample.id(1), for: Sample.id(50), by: .reserveFromSlot, 1),
            StockMovement(of: Sample.id(1), for: Sample.id(51), by: .reserveFromSlot, 2),
        ]
        #expect(
            movements.summed() == [
                StockMovement(of: Sample.id(1), for: Sample.id(50), by: .reserveFromSlot, 1),
                StockMovement(of: Sample.id(1), for: Sample.id(51), by: .reserveFromSlot, 7),
                StockMovement(of: Sample.id(2), by: .reserve, 7),
            ])
    }
}
