import OrdersDomain
import Seeds
import Testing
import Vocabulary

@Suite("Turning back a sale")
struct ReversalTests {
    /// A completed order of one household's lot, on which claims are decided one after the other.
    struct AfterSale {
        var trade: Trade
        var reversals: [Settlement] = []
        var paidOut: Set<SettledShare> = []

        init(agreed: Fen = 400, paid: Bool = false) throws {
            trade = try Trade(in: .completed, [Marketplace.allocation(1, 5000, agreed: agreed)])
            if paid, let sale = trade.settlements.first, let account = sale.lines.first?.duesAccount {
                paidOut = [SettledShare(settlement: sale.id, account: account)]
            }
        }

        mutating func refund(_ amount: Fen, liable: LiableParty) throws -> [LedgerAccount.Kind: Fen] {
            var claim = try ClaimTests.opened(trade.order)
            let history = SaleHistory(sales: trade.settlements, reversals: reversals, paidOut: paidOut)
            let facts = try claim.decide(
                ClaimDecision(outcome: .refunded, refund: amount, liable: liable), by: ClaimTests.clerk,
                about: trade.order, history: history, at: Marketplace.now, identifier: trade.identifiers.next)
            let posted = facts.compactMap { if case .reversed(let settlement) = $0 { settlement } else { nil } }
            _ = try trade.order.refundClaim(amount, reversals: posted)
            reversals += posted
            #expect(posted.map(\.total) == [-amount])
            #expect(posted.allSatisfy { $0.shares.reduce(0) { $0 + $1.amount } == $0.total })
            return posted.map(SettlementTests.shares).first ?? [:]
        }
    }

    @Test(
        "takes the producer's dues back only if the producer is at fault, or nobody is and they are not paid",
        arguments: [
            (LiableParty.producer, false, true), (.producer, true, true), (.carrier, false, false),
            (.carrier, true, false), (.station, false, false), (.platform, true, false), (.buyer, false, true),
            (.buyer, true, false),
        ])
    func dues(liable: LiableParty, paid: Bool, goBack: Bool) throws {
        var sale = try AfterSale(paid: paid)
        let shares = try sale.refund(5990, liable: liable)
        #expect(shares[.household, default: 0] == (goBack ? -4000 : 0))
        #expect(sale.trade.order.owedToRegistered == (goBack ? 0 : 4000))
        #expect(sale.reversals[0].lines[0].dues == (goBack ? -4000 : 0))
    }

    @Test("charges the dues that stand to the liable party")
    func charged() throws {
        var carrier = try AfterSale()
        #expect(
            try carrier.refund(5990, liable: .carrier)
                == [.carrier: -4000, .station: -200, .countyFund: -60, .platform: -1730])
        var station = try AfterSale()
        #expect(
            try station.refund(5990, liable: .station) == [.station: -4200, .countyFund: -60, .platform: -1730])
        var platform = try AfterSale()
        #expect(
            try platform.refund(5990, liable: .platform) == [.station: -200, .countyFund: -60, .platform: -5730])
    }

    @Test("turns back exactly the sale by refunds that come in parts", arguments: UInt64(1)...100)
    func cumulative(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        // At an agreed price of 700 the platform bore a shortfall.
        var sale = try AfterSale(agreed: Bool.random(using: &generator) ? 400 : 700)
        let sold = SettlementTests.shares(sale.trade.settlements[0])
        var turnedBack: [LedgerAccount.Kind: Fen] = [:]
        while sale.trade.order.refundable > 0 {
            let refund = Fen.random(in: 1...min(2000, sale.trade.order.refundable), using: &generator)
            turnedBack.merge(try sale.refund(refund, liable: .producer)) { $0 + $1 }
        }
        #expect(turnedBack == sold.mapValues { -$0 }, "seed \(seed)")
        #expect(sale.trade.order.owedToRegistered == 0, "seed \(seed)")
    }

    @Test("turns back each part at most once, though the rest of the order could still be refunded")
    func onceEach() throws {
        var sale = try AfterSale()
        sale.trade = try Trade(in: .completed)
        _ = try sale.refund(3594, liable: .producer)
        #expect(sale.trade.order.refundable == 2396)
        #expect(throws: ClaimRefusal.refundAboveClaimed) { try sale.refund(1, liable: .producer) }
    }

    @Test("spreads a refund over the households that share a lot")
    func shared() throws {
        let members = [(Marketplace.first, 3), (Marketplace.member, 1)].map {
            Producer.Member(token: $0.0, quantity: .grams($0.1))
        }
        let cooperative = Producer(id: id(78), kind: .cooperative, members: members)
        var sale = try AfterSale()
        sale.trade = try Trade(in: .completed, [Marketplace.allocation(1, 5000, producer: cooperative)])
        _ = try sale.refund(2995, liable: .producer)
        // The odd fen of each line go out in declared order, and the household comes first.
        #expect(sale.reversals[0].lines.map(\.dues) == [-1501, -500])
        #expect(sale.reversals[0].lines.map(\.token) == [Marketplace.first, Marketplace.member])
    }
}
