import OrdersDomain
import Seeds
import Testing
import Vocabulary

@Suite("Sharing out a sale")
struct SettlementTests {
    static func settle(
        _ allocations: [Allocation], price: Fen = 599, refused: Int64 = 0
    ) throws -> (trade: Trade, settlement: Settlement) {
        var trade = try Trade(ordering: allocations.reduce(0) { $0 + $1.quantity.amount })
        try trade.run {
            try $0.reserve(
                Marketplace.reservation(allocations, price: price), at: Marketplace.now, identifier: $1)
        }
        if trade.order.state == .reserved {
            let found = Marketplace.determinations(Array(Set(allocations.flatMap(\.tokens))))
            try trade.run { try $0.determine(found, at: Marketplace.now, identifier: $1) }
        }
        try trade.pay()
        let consignment = trade.order.consignments[0].id
        try trade.collect(consignment)
        try trade.deliver(consignment, refused: refused)
        return (trade, try #require(trade.settlements.first))
    }

    static func shares(_ settlement: Settlement) -> [LedgerAccount.Kind: Fen] {
        settlement.shares.reduce(into: [:]) { $0[$1.account.kind, default: 0] += $1.amount }
    }

    @Test("pays the household its agreed price first, then station, fund and tax; the platform keeps the rest")
    func householdFirst() throws {
        let (_, settlement) = try Self.settle([Marketplace.allocation(1, 5000)])
        #expect(settlement.total == 5990)
        #expect(
            Self.shares(settlement) == [.household: 4000, .station: 200, .countyFund: 60, .platform: 5990 - 4260])
        #expect(settlement.owedToRegistered == 4000)
    }

    @Test("lets the platform bear what is missing, never the household")
    func shortfall() throws {
        let (_, settlement) = try Self.settle([Marketplace.allocation(1, 5000, agreed: 700)])
        #expect(Self.shares(settlement) == [.household: 7000, .station: 350, .countyFund: 60, .platform: -1420])
    }

    @Test("owes each household its own lot's price, whatever the one price of the line")
    func ownPrice() throws {
        let (trade, settlement) = try Self.settle([
            Marketplace.allocation(1, 3000, agreed: 400), Marketplace.allocation(2, 2000, agreed: 350),
        ])
        #expect(settlement.lines.map(\.dues) == [2400, 1400])
        #expect(settlement.lines.map(\.amount) == [3594, 2396])
        #expect(trade.order.owedToRegistered == 2400, "the second household is an ordinary one")
    }

    @Test("taxes by class what is no household's own produce, within the price")
    func tax() throws {
        let enterprise = Producer(id: id(77), kind: .enterprise)
        let (_, settlement) = try Self.settle([Marketplace.allocation(1, 5000, producer: enterprise)])
        // 9% within 5990 fen: 5990 x 90 / 1090 are 494.6.
        #expect(
            Self.shares(settlement)
                == [.producer: 4000, .station: 200, .countyFund: 60, .tax: 495, .platform: 5990 - 4755])
    }

    @Test("owes nothing to the household for the resale of what was bought from it")
    func purchased() throws {
        let (trade, settlement) = try Self.settle([Marketplace.allocation(1, 5000, title: .purchased)])
        #expect(Self.shares(settlement) == [.countyFund: 60, .tax: 495, .platform: 5990 - 555])
        #expect(settlement.lines.map(\.token) == [nil])
        #expect(trade.order.owedToRegistered == 0)
    }

    @Test("splits what a cooperative's lot earns by its members' grams, to the fen")
    func cooperative() throws {
        let members = [(Marketplace.first, 80), (Marketplace.second, 8), (Marketplace.member, 12)].map {
            Producer.Member(token: $0.0, quantity: .grams($0.1))
        }
        let cooperative = Producer(id: id(78), kind: .cooperative, members: members)
        let (trade, settlement) = try Self.settle([Marketplace.allocation(1, 1003, producer: cooperative)])
        // 1003 g at 400 fen for 500 g are 802.4 fen; the odd fen go out in declared order.
        #expect(settlement.lines.map(\.dues) == [642, 64, 96])
        #expect(settlement.lines.reduce(0) { $0 + $1.quantity.amount } == 1003)
        #expect(settlement.total == trade.order.total)
        #expect(settlement.owedToRegistered == 642 + 96)
    }

    @Test("reaches the cooperative itself where it lists no members")
    func cooperativeWithoutMembers() throws {
        let cooperative = Producer(id: id(78), kind: .cooperative)
        let (_, settlement) = try Self.settle([Marketplace.allocation(1, 5000, producer: cooperative)])
        #expect(settlement.shares.first?.account == LedgerAccount(.producer, id(78).description))
    }

    @Test(
        "rounds a producer's dues once for each allocation, half up, however it is delivered", arguments: [3, 250, 998])
    func roundsOnce(delivered: Int64) throws {
        let (trade, settlement) = try Self.settle(
            [Marketplace.allocation(1, 999, agreed: 333)], refused: 999 - delivered)
        #expect(settlement.lines[0].dues == Price(333, .per500g).amount(for: .grams(delivered)))
        #expect(settlement.total + trade.order.refunded == trade.order.total)
    }

    @Test("names the evidence of each household, so that its benefit can be traced")
    func evidence() throws {
        let (_, settlement) = try Self.settle([Marketplace.allocation(1, 5000)])
        #expect(settlement.lines.map(\.token) == [Marketplace.first])
        #expect(settlement.lines.map(\.isBeneficiary) == [true])
        #expect(settlement.lines.map(\.evidence) == [id(51)])
    }

    @Test("sums shares, lines and total to the same fen for any prices", arguments: UInt64(1)...200)
    func balanced(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let members = (1...Int.random(in: 1...4, using: &generator)).map { number in
            Producer.Member(
                token: Marketplace.household(UInt64(number)),
                quantity: .grams(.random(in: 1...9999, using: &generator)))
        }
        let producer = Producer(id: id(78), kind: .cooperative, members: members)
        let allocations = (1...UInt64.random(in: 1...4, using: &generator)).map { number in
            Marketplace.allocation(
                number, .random(in: 1...5000, using: &generator), producer: number == 1 ? producer : nil,
                agreed: .random(in: 0...900, using: &generator))
        }
        let (_, settlement) = try Self.settle(allocations, price: .random(in: 0...1500, using: &generator))
        #expect(settlement.shares.reduce(0) { $0 + $1.amount } == settlement.total, "seed \(seed)")
        for line in settlement.lines {
            #expect(line.shares.reduce(0) { $0 + $1.amount } == line.amount, "seed \(seed)")
        }
    }
}
