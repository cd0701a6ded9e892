import CatalogueDomain
import Seeds
import Testing
import Vocabulary

@Suite("Stock under any sequence of commands")
struct StockSequenceTests {
    @Test("is never made, lost or moved twice", arguments: (1...40) as ClosedRange<UInt64>)
    func invariants(seed: UInt64) throws {
        var stock = try World(seed: seed)
        for step in 1...300 {
            try stock.act()
            stock.check("seed \(seed), step \(step)")
        }
        #expect(stock.deeds.count >= 6, "seed \(seed) did too little: \(stock.deeds)")
    }

    @Test("sees every command succeed in some sequence")
    func coverage() throws {
        var deeds: Set<String> = []
        for seed in 1...20 as ClosedRange<UInt64> {
            var stock = try World(seed: seed)
            for _ in 1...300 { try stock.act() }
            deeds.formUnion(stock.deeds)
        }
        #expect(deeds.isSuperset(of: World.commands), "never: \(World.commands.subtracting(deeds).sorted())")
    }
}

/// Three lots, two offers and whatever orders come, all moved as a service moves them.
private struct World {
    /// All that is tried, but for the exhaustion of a lot, which a random sequence hardly ever reaches.
    static let commands: Set<String> = [
        "bring back", "close", "collect", "commit", "condemn", "deliver", "expire", "fail", "give back", "inspect",
        "quarantine", "recall", "release", "reserve", "return", "revoke", "set aside", "transform", "withdraw",
    ]

    private var generator: SplitMix64
    private let ids = Counter()
    private let product: Product
    private var now = Sample.now
    private var lots: [UUIDv7: Lot] = [:]
    private var slots: [UUIDv7: SlotStock] = [:]
    private var reservations: [UUIDv7: Reservation] = [:]
    private var delivered: [UUIDv7: Int64] = [:]
    private(set) var deeds: Set<String> = []

    init(seed: UInt64) throws {
        generator = SplitMix64(seed: seed)
        product = try Sample.product()
        for number in 1...3 as ClosedRange<UInt64> {
            let lot = try Sample.lot(number, grams: 20_000, expiresIn: Int32(number) - 1)
            lots[lot.id] = lot
        }
    }

    // MARK: - Commands

    /// Gives one command at random. A refusal is as good an outcome as any.
    mutating func act() throws {
        now = now + .minutes(.random(in: 0...20, using: &generator))
        switch Int.random(in: 0..<14, using: &generator) {
        case 0: try place()
        case 1: try setAside()
        case 2: try changeSlot()
        case 3...10: try changeReservation()
        case 11, 12: try changeLot()
        default: try endLot()
        }
    }

    private var snapshot: StockSnapshot {
        StockSnapshot(
            products: [product], lots: lots.values.map { Sample.onSale($0) }, slots: Array(slots.values))
    }

    private mutating func place() throws {
        let orders = (1...3).map { _ in
            let offer = slots.keys.sorted().randomElement(using: &generator)
            let isForOffer = Bool.random(using: &generator)
            return OrderDemand(
                orderID: ids.next(), kind: .retail, placedAt: now,
                lines: (1...2).map {
                    OrderDemand.Line(
                        line: $0, listingID: Sample.listingID, productID: Sample.productID,
                        quantity: .grams(.random(in: 1...2500, using: &generator)),
                        expectedPrice: Price(600, .per500g), offerID: isForOffer ? offer : nil)
                })
        }
        let round = allocateStock(for: orders, from: snapshot, at: now, newID: ids.next)
        for answer in round.answers { reservations[answer.reservation.orderID] = answer.reservation }
        try follow(round.movements)
        if !round.movements.isEmpty { deeds.insert("reserve") }
    }

    private mutating func setAside() throws {
        let terms = SlotTerms(
            offerID: ids.next(), listingID: Sample.listingID, productID: Sample.productID, price: Price(500, .per500g),
            allotment: .grams(.random(in: 1000...6000, using: &generator)), opensAt: now,
            closesAt: now + .hours(2))
        let round = setAsideStock(for: [terms], from: snapshot, at: now, newID: ids.next)
        for answer in round.answers where answer.slot.state == .setAside {
            slots[terms.offerID] = answer.slot
            deeds.insert("set aside")
        }
        try follow(round.movements, exceptOf: terms.offerID)
    }

    private mutating func changeSlot() throws {
        guard let id = slots.keys.sorted().randomElement(using: &generator), var slot = slots[id] else { return }
        var facts: [SlotStockFact] = []
        if Bool.random(using: &generator) {
            facts = (try? slot.close(at: now)) ?? []
            if !facts.isEmpty { deeds.insert("close") }
        } else {
            facts = (try? slot.giveBack(at: now)) ?? []
            if !facts.isEmpty { deeds.insert("give back") }
        }
        slots[id] = slot
        for case .moved(let movements) in facts { try follow(movements, exceptOf: id) }
    }

    private mutating func changeReservation() throws {
        let alive = reservations.values.filter { $0.allocations.contains { !$0.isOver } }.map(\.orderID)
        guard let id = alive.sorted().suffix(8).randomElement(using: &generator), var reservation = reservations[id],
            let allocation = reservation.allocations.randomElement(using: &generator)
        else { return }
        let paths = ReleasePaths(slots: Array(slots.values), lots: Array(lots.values), at: now)
        let some = Int64.random(in: 1...max(1, allocation.open), using: &generator)
        let choice = Int.random(in: 0..<9, using: &generator)
        let facts: [ReservationFact]?
        switch choice {
        case 0, 1: facts = try? reservation.commit()
        case 2: facts = try? reservation.release(along: paths)
        case 3:
            facts = try? reservation.withdraw(
                [WithdrawnGoods(allocationID: allocation.id, amount: some + allocation.seized)], cause: .withdrawn,
                along: paths)
        case 4, 5:
            let reason = [ShortReason.absent, nil].randomElement(using: &generator) ?? nil
            facts = try? reservation.collect(
                [CollectedGoods(allocationID: allocation.id, amount: some, shortReason: reason)], along: paths)
        case 6: facts = try? reservation.condemn([CondemnedGoods(allocationID: allocation.id, amount: some)])
        case 7:
            facts = try? reservation.deliver(
                [DeliveredGoods(allocationID: allocation.id, amount: min(some, allocation.open))])
        default:
            facts = try? reservation.fail(
                [
                    FailedGoods(
                        allocationID: allocation.id,
                        soundAtStation: [0, some, .max].randomElement(using: &generator) ?? 0)
                ])
        }
        guard let facts else { return }
        reservations[id] = reservation
        let names = [
            "commit", "commit", "release", "withdraw", "collect", "collect", "condemn", "deliver", "fail",
        ]
        deeds.insert(names[choice])
        for fact in facts { try perform(fact) }
    }

    private mutating func perform(_ fact: ReservationFact) throws {
        switch fact {
        case .moved(let movements):
            try follow(movements)
        case .delivered(let goods):
            for part in goods { delivered[part.lotID, default: 0] += part.amount }
        case .broughtBack(let goods):
            for part in goods {
                guard var lot = lots[part.lotID] else { continue }
                _ = try lot.bringBack(part.amount, cause: .inspection, causeID: ids.next())
                lots[lot.id] = lot
            }
        case .committed, .released, .revoked, .shipped, .lost: break
        }
    }

    private mutating func changeLot() throws {
        guard let id = lots.keys.sorted().randomElement(using: &generator), var lot = lots[id] else { return }
        let some = Int64.random(in: 1...4000, using: &generator)
        let choice = Int.random(in: 0..<5, using: &generator)
        let facts: [LotFact]?
        switch choice {
        case 0: facts = try? lot.quarantine(some, cause: .excursion, causeID: ids.next(), holdings: holdings(of: id))
        case 1, 2:
            let verdict: InspectionVerdict = Bool.random(using: &generator) ? .passed : .failed(fitForOtherUse: true)
            facts = try? lot.inspectAgain(Sample.inspection(verdict), of: min(some, lot.stock[.quarantined]), at: now)
        case 3: facts = try? lot.returnToProducer(some)
        default:
            let back = min(some, delivered[id, default: 0])
            facts = try? lot.bringBack(back, cause: .claim, causeID: ids.next())
            if facts != nil { delivered[id, default: 0] -= back }
        }
        guard let facts else { return }
        deeds.insert(["quarantine", "inspect", "inspect", "return", "bring back"][choice])
        lots[id] = lot
        try perform(facts, of: id)
    }

    private mutating func endLot() throws {
        guard Int.random(in: 0..<3, using: &generator) == 0,
            let id = lots.keys.sorted().randomElement(using: &generator), var lot = lots[id]
        else { return }
        let facts: [LotFact]?
        let choice = Int.random(in: 0..<8, using: &generator)
        switch choice {
        case 0: facts = try? lot.recall(ids.next(), closure: [id], reason: "residue", holdings: holdings(of: id))
        case 1...3: facts = try? lot.transform(500, by: Self.transformation)
        case 4...6: facts = try? lot.closeExhausted(uncollected: uncollected(of: id))
        default: facts = try? lot.expire(holdings: holdings(of: id), at: now)
        }
        guard let facts else { return }
        let names = ["recall", "transform", "transform", "transform", "exhaust", "exhaust", "exhaust", "expire"]
        deeds.insert(names[choice])
        lots[id] = lot
        try perform(facts, of: id)
    }

    private mutating func perform(_ facts: [LotFact], of lotID: UUIDv7) throws {
        for fact in facts {
            if case .moved(let movements) = fact {
                for offerID in slots.keys { _ = slots[offerID]?.follow(movements) }
            }
            guard case .revoked(let cause, let revocations) = fact else { continue }
            for (orderID, revoked) in Dictionary(grouping: revocations, by: \.orderID) {
                _ = try reservations[orderID]?.revoke(revoked, of: lotID, cause: cause)
            }
            deeds.insert("revoke")
        }
    }

    private static let transformation = Transformation(
        outputs: [], inputGrams: 500, packingGrams: 0, outputGrams: 400)

    // MARK: - What a service's store does

    /// Moves the stock of lots, and of the slots that it touches but for one that has moved its own.
    private mutating func follow(_ movements: [StockMovement], exceptOf offerID: UUIDv7? = nil) throws {
        for id in lots.keys { try lots[id]?.follow(movements.summed()) }
        for id in slots.keys where id != offerID { _ = slots[id]?.follow(movements) }
    }

    private func holdings(of lotID: UUIDv7) -> LotHoldings {
        LotHoldings(
            slots: slots.values.flatMap { slot in
                slot.shares.filter { $0.lotID == lotID }.map { .init(offerID: slot.offerID, amount: $0.amount) }
            },
            orders: reservations.values.flatMap { reservation in
                reservation.allocations.filter { $0.lotID == lotID }.map {
                    .init(orderID: reservation.orderID, reservedAt: reservation.decidedAt, allocation: $0)
                }
            })
    }

    private func open(of lotID: UUIDv7, _ stages: AllocationStage...) -> Int64 {
        reservations.values.flatMap(\.allocations).filter { $0.lotID == lotID && stages.contains($0.stage) }
            .reduce(0) { $0 + $1.open }
    }

    private func uncollected(of lotID: UUIDv7) -> Int64 { open(of: lotID, .committed) }

    // MARK: - What must hold

    func check(_ moment: String) {
        for (id, lot) in lots {
            let sum = LotPart.allCases.reduce(0) { $0 + lot.stock[$1] }
            #expect(sum == 20_000, "\(moment): the parts of a lot are its whole")
            #expect(lot.stock[.reserved] == open(of: id, .reserved), "\(moment): reserved is what orders hold")
            let kept = slots.values.flatMap(\.shares).filter { $0.lotID == id }.reduce(0) { $0 + $1.amount }
            #expect(lot.stock[.setAside] == kept, "\(moment): set aside is what slots hold")
            let sold = open(of: id, .committed, .shipped) + delivered[id, default: 0]
            #expect(lot.stock[.committed] == sold, "\(moment): committed is what was sold and what was delivered")
        }
        for allocation in reservations.values.flatMap(\.allocations) {
            #expect(allocation.open >= 0 && allocation.seized >= 0, "\(moment)")
            #expect(allocation.open + allocation.seized <= allocation.quantity.amount, "\(moment)")
            #expect(!allocation.isOver || allocation.open == 0, "\(moment): what is over holds nothing")
        }
    }
}
