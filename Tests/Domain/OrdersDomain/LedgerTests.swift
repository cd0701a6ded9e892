import OrdersDomain
import Testing
import Vocabulary

@Suite("The ledger")
struct LedgerTests {
    private static let bank = LedgerAccount.cash
    private static let orange = LedgerAccount(.household, "orange")

    @Test("takes only postings that balance to zero and move something")
    func balanced() throws {
        #expect(throws: LedgerRefusal.unbalanced(difference: 1)) {
            try LedgerTransaction.enter(
                id(1), .payout, of: id(2), order: nil, [.debit(Self.orange, 100), .credit(Self.bank, 99)],
                isCertain: true, at: Marketplace.now)
        }
        #expect(throws: LedgerRefusal.nothingMoved) {
            try LedgerTransaction.enter(
                id(1), .payout, of: id(2), order: nil, [.debit(Self.orange, 5), .credit(Self.orange, 5)],
                isCertain: true, at: Marketplace.now)
        }
    }

    @Test("posts or voids what is pending, once")
    func once() throws {
        var posted = try Self.entry()
        try posted.post()
        #expect(throws: LedgerRefusal.notPending(.posted)) { try posted.void() }
        var voided = try Self.entry()
        try voided.void()
        #expect(throws: LedgerRefusal.notPending(.voided)) { try voided.post() }
        #expect(throws: LedgerRefusal.notPosted(.voided)) { try voided.correction(id(3), at: Marketplace.now) }
    }

    @Test("undoes an entry by another one")
    func correction() throws {
        var entry = try Self.entry()
        try entry.post()
        let correction = try entry.correction(id(3), at: Marketplace.now)
        #expect(correction.reference == entry.id)
        #expect(ledgerBalances(of: [entry, correction]).values.allSatisfy { $0 == LedgerBalance() })
    }

    @Test("derives balances from entries, apart for what is pending, without what was voided")
    func balances() throws {
        let pending = try Self.entry()
        var (posted, voided) = (pending, pending)
        try posted.post()
        try voided.void()
        let balances = ledgerBalances(of: [pending, posted, posted, voided])
        #expect(balances[Self.orange] == LedgerBalance(posted: 200, pending: 100))
        #expect(balances[Self.bank] == LedgerBalance(posted: -200, pending: -100))
    }

    @Test("leaves nothing on the buyer's account of an order that was paid, settled, refunded and claimed")
    func buyerSettled() throws {
        var trade = try Trade(in: .payable, [Marketplace.allocation(1, 5000)])
        var payment = try Payment.open(id(61), for: trade.order, at: "sandbox", now: Marketplace.now)
        try payment.capture(5990)
        try trade.pay()
        let consignment = trade.order.consignments[0].id
        try trade.collect(consignment, short: 100)
        try trade.deliver(consignment, refused: 900)
        var afterSale = try ReversalTests.AfterSale()
        afterSale.trade = trade
        _ = try afterSale.refund(1000, liable: .carrier)
        let order = trade.order.id
        var entries = [
            try LedgerTransaction.payment(id(1), of: payment, amount: 5990, isCertain: true, at: Marketplace.now)
        ]
        for refund in afterSale.trade.reductions.map(\.refund) + [1000] {
            entries.append(
                try .refund(
                    id(2), for: payment.id, of: order, to: .clearing(at: payment.provider), amount: refund,
                    at: Marketplace.now))
        }
        for settlement in trade.settlements + afterSale.reversals {
            entries.append(try .settlement(id(3), of: settlement, at: Marketplace.now))
        }
        let balances = ledgerBalances(of: entries)
        #expect(balances[.buyer(of: order)]?.posted == 0)
        let kept: Fen = 5990 - 120 - 1078 - 1000
        #expect(balances[.clearing(at: "sandbox")]?.posted == kept)
        #expect(balances.values.reduce(0) { $0 + $1.posted } == 0)
        #expect(balances[LedgerAccount(.household, Marketplace.first.description)]?.posted == -3200)
    }

    @Test("has the carrier owe what was lost in its custody, without touching the buyer's account")
    func lostInCustody() throws {
        var trade = try Trade(in: .fulfilling, [Marketplace.allocation(1, 5000)])
        try trade.fail(trade.order.consignments[0].id, custody: .carrier)
        let entry = try LedgerTransaction.settlement(id(1), of: trade.settlements[0], at: Marketplace.now)
        #expect(
            Set(entry.postings) == [
                .credit(LedgerAccount(.household, Marketplace.first.description), 4000),
                .debit(LedgerAccount(.carrier, "522728"), 4000),
            ])
    }

    @Test("has a partner owe what its buyer paid")
    func partnerSale() throws {
        let entry = try LedgerTransaction.partnerSale(id(1), of: id(2), by: id(3), amount: 5990, at: Marketplace.now)
        #expect(Set(entry.postings) == [.debit(.partner(id(3)), 5990), .credit(.buyer(of: id(2)), 5990)])
        #expect(entry.state == .posted)
    }

    private static func entry() throws -> LedgerTransaction {
        try LedgerTransaction.enter(
            id(1), .payout, of: id(2), order: nil, [.debit(orange, 100), .credit(bank, 100)], isCertain: false,
            at: Marketplace.now)
    }
}
