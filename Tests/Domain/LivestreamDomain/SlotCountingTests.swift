import LivestreamDomain
import Seeds
import Testing
import Vocabulary

@Suite("Offer slot: counting orders")
struct SlotCountingTests {
    private typealias Kind = SlotMovement.Kind

    private func movement(_ kind: SlotMovement.Kind, _ amount: Int64) -> SlotMovement {
        SlotMovement(
            orderID: Sample.id(31), kind: kind,
            allocations: [.init(allocationID: Sample.id(32), quantity: .grams(amount))])
    }

    private func stock(after movements: [SlotMovement]) throws -> SlotStock {
        var slot = try Sample.slot(.open)
        var orders: [UUIDv7: SlotOrder] = [:]
        for movement in movements {
            _ = try slot.count([movement], of: &orders, at: Sample.start())
        }
        return slot.stock
    }

    @Test("an order's life moves its quantity from held to committed, and back to what is left")
    func orderLife() throws {
        let all: Int64 = 500_000
        let table: [([SlotMovement], SlotStock)] = [
            ([movement(.reserved, 500)], SlotStock(setAside: all, held: 500)),
            ([movement(.reserved, 500), movement(.committed, 500)], SlotStock(setAside: all, committed: 500)),
            ([movement(.reserved, 500), movement(.returned, 500)], SlotStock(setAside: all)),
            (
                [movement(.reserved, 500), movement(.committed, 500), movement(.returned, 200)],
                SlotStock(setAside: all, committed: 300)
            ),
            (
                [movement(.reserved, 500), movement(.gone, 200), movement(.committed, 300)],
                SlotStock(setAside: all, committed: 300, gone: 200)
            ),
            // What was revoked is also named among what the cancelled order releases: it is gone once.
            (
                [movement(.reserved, 500), movement(.gone, 200), movement(.returned, 500)],
                SlotStock(setAside: all, gone: 200)
            ),
            (
                [movement(.reserved, 500), movement(.gone, 200), movement(.gone, 500)],
                SlotStock(setAside: all, gone: 500)
            ),
        ]
        for (movements, expected) in table {
            for order in permutations(of: movements) {
                #expect(try stock(after: order) == expected)
            }
        }
    }

    @Test("a movement in another unit is refused, and nothing of its batch is counted")
    func refusesUnit() throws {
        var slot = try Sample.slot(.open)
        var orders: [UUIDv7: SlotOrder] = [:]
        let wrong = SlotMovement(
            orderID: Sample.id(31), kind: .reserved,
            allocations: [.init(allocationID: Sample.id(32), quantity: .pieces(1))])
        #expect(throws: OfferSlotRefusal.otherUnit(.grams)) {
            try slot.count([movement(.reserved, 500), wrong], of: &orders, at: Sample.start())
        }
        #expect(orders.isEmpty)
        #expect(slot == (try Sample.slot(.open)))
    }

    @Test("is sold out once the last of what is set aside is committed, and is told so once")
    func sellsOut() throws {
        var slot = try Sample.slot(.open, stock: SlotStock(setAside: 500))
        var orders: [UUIDv7: SlotOrder] = [:]
        let now = try Sample.start()
        #expect(
            try slot.count([movement(.reserved, 500)], of: &orders, at: now)
                == [.counted(SlotStock(setAside: 500, held: 500))])
        #expect(slot.availability == .allHeld)
        #expect(
            try slot.count([movement(.committed, 500)], of: &orders, at: now)
                == [.counted(SlotStock(setAside: 500, committed: 500)), .soldOut(at: now)])
    }

    /// Orders live whole lives in a model of catalogue; what it tells of them is shuffled and cut into batches.
    @Test("shuffled news of a rush adds up to what happened", arguments: UInt64(0)..<200)
    func rush(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var rush = Rush(allotment: Sample.allotment.amount)
        for order in 0..<UInt64.random(in: 1...20, using: &generator) { rush.live(order: order, using: &generator) }
        var news = rush.told.shuffled(using: &generator)

        var slot = try Sample.slot(.open)
        var orders: [UUIDv7: SlotOrder] = [:]
        while !news.isEmpty {
            let batch = Array(news.prefix(Int.random(in: 1...5, using: &generator)))
            news.removeFirst(batch.count)
            _ = try slot.count(batch, of: &orders, at: Sample.start())
            #expect(slot.stock.left >= 0, "seed \(seed)")
        }
        let expected = SlotStock(
            setAside: Sample.allotment.amount, held: rush.held, committed: rush.committed, gone: rush.gone)
        #expect(slot.stock == expected, "seed \(seed)")
        #expect(slot.stock.left == rush.left, "seed \(seed)")
    }

    private func permutations(of movements: [SlotMovement]) -> [[SlotMovement]] {
        guard movements.count > 1 else { return [movements] }
        return movements.indices.flatMap { index in
            var rest = movements
            let first = rest.remove(at: index)
            return permutations(of: rest).map { [first] + $0 }
        }
    }
}

/// Catalogue's side of a flash sale: where the grams are, and the events that it tells of them.
private struct Rush {
    var left: Int64
    var held: Int64 = 0
    var committed: Int64 = 0
    var gone: Int64 = 0
    var told: [SlotMovement] = []

    init(allotment: Int64) {
        left = allotment
    }

    mutating func live(order: UInt64, using generator: inout SplitMix64) {
        let wanted = Int64.random(in: 1...20_000, using: &generator)
        guard wanted <= left else { return }
        left -= wanted
        held += wanted
        tell(.reserved, wanted, of: order)
        var standing = wanted
        if Int.random(in: 0..<4, using: &generator) == 0 {
            let revoked = Int64.random(in: 1...standing, using: &generator)
            standing -= revoked
            held -= revoked
            gone += revoked
            tell(.gone, revoked, of: order)
        }
        guard standing > 0, Int.random(in: 0..<5, using: &generator) > 0 else { return }
        held -= standing
        if Bool.random(using: &generator) {
            left += standing
            tell(.returned, standing, of: order)
        } else {
            committed += standing
            tell(.committed, standing, of: order)
            if Bool.random(using: &generator) { withdraw(Int64.random(in: 1...standing, using: &generator), of: order) }
        }
    }

    private mutating func withdraw(_ amount: Int64, of order: UInt64) {
        committed -= amount
        left += amount
        tell(.returned, amount, of: order)
    }

    private mutating func tell(_ kind: SlotMovement.Kind, _ amount: Int64, of order: UInt64) {
        told.append(
            SlotMovement(
                orderID: Sample.id(2000 + order), kind: kind,
                allocations: [.init(allocationID: Sample.id(4000 + order), quantity: .grams(amount))]))
    }
}
