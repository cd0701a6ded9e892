import OrdersDomain
import Testing
import Vocabulary

@Suite("Payouts")
struct PayoutTests {
    static let preparer = Actor("Wang")
    static let releaser = Actor("Li")
    static let household = LedgerAccount(.household, Marketplace.first.description)

    static func prepare(_ open: [OpenShare]) -> [Payout] {
        Payout.prepare(batch: id(1), of: open, by: preparer, identifier: Identifiers().next)
    }

    static func share(_ settlement: UInt64, _ amount: Fen, reverses: UInt64? = nil) -> OpenShare {
        OpenShare(settlement: id(settlement), reverses: reverses.map(id), payee: household, amount: amount)
    }

    @Test("pays each payee once for all its settlements, and nothing to the platform, tax or buyers")
    func perPayee() {
        let payees = LedgerAccount.Kind.allCases.map { LedgerAccount($0, "holder") }
        let open = payees.flatMap { payee in
            [2, 3].map { OpenShare(settlement: id($0), reverses: nil, payee: payee, amount: 100) }
        }
        let payouts = Self.prepare(open)
        #expect(
            payouts.map(\.payee.kind) == [.household, .producer, .station, .carrier, .countyFund, .operator])
        #expect(payouts.allSatisfy { $0.amount == 200 && $0.settlements == [id(2), id(3)] && $0.recoveries.isEmpty })
    }

    @Test("takes away all of a share that was turned back before it was paid")
    func unpaidReversal() {
        let payouts = Self.prepare([Self.share(2, 1000), Self.share(3, 500), Self.share(4, -1000, reverses: 2)])
        #expect(payouts.map(\.amount) == [500])
        #expect(Self.prepare([Self.share(2, 1000), Self.share(4, -1000, reverses: 2)]).isEmpty)
    }

    @Test(
        "keeps back at most 30% of a payout for what is owed from paid ones, oldest first",
        arguments: [(100, 900, [100]), (300, 700, [300]), (301, 700, [300]), (5000, 700, [300])])
    func netting(debt: Fen, amount: Fen, recovered: [Fen]) {
        let payouts = Self.prepare([Self.share(9, -debt, reverses: 8), Self.share(2, 1000)])
        #expect(payouts.map(\.amount) == [amount])
        #expect(payouts.flatMap(\.recoveries).map(\.amount) == recovered)
    }

    @Test("never keeps back more than 30%, rounded in the payee's favour")
    func rounding() {
        let payouts = Self.prepare([
            Self.share(9, -2, reverses: 8), Self.share(10, -50, reverses: 7), Self.share(2, 99),
        ])
        #expect(payouts.map(\.amount) == [70])
        #expect(payouts.flatMap(\.recoveries).map(\.amount) == [2, 27])
    }

    @Test("pays nobody who only owes")
    func onlyDebt() {
        #expect(Self.prepare([Self.share(9, -100, reverses: 8)]).isEmpty)
    }

    @Test("goes from state to state as the table says", arguments: Payout.State.allCases, Payout.Command.allCases)
    func table(state: Payout.State, command: Payout.Command) throws {
        var payout = Payout(
            id: id(5), batch: id(1), payee: Self.household, amount: 100, settlements: [id(2)], recoveries: [],
            preparedBy: Self.preparer, state: state, attempts: 1, sentAt: nil)
        let before = payout
        let run: (inout Payout) throws -> PayoutFact = {
            switch command {
            case .release: try $0.release(by: Self.releaser, at: Marketplace.now)
            case .reject: try $0.reject(because: .noAccount)
            case .accept: try $0.accept()
            }
        }
        let leadsTo: Payout.State? =
            switch (state, command) {
            case (.prepared, .release): .sent
            case (.sent, .reject): .prepared
            case (.sent, .accept): .paid
            default: nil
            }
        if let leadsTo {
            _ = try run(&payout)
            #expect(payout.state == leadsTo)
        } else {
            #expect(throws: PayoutRefusal.notInState(command, state)) { try run(&payout) }
            #expect(payout == before)
        }
    }

    @Test("is released by another person than the one who prepared it")
    func secondPerson() throws {
        var payout = try #require(Self.prepare([Self.share(2, 100)]).first)
        #expect(throws: PayoutRefusal.releasedByPreparer) {
            try payout.release(by: Self.preparer, at: Marketplace.now)
        }
        #expect(payout.state == .prepared)
    }

    @Test("fails for good when it is rejected the third time")
    func thirdRejection() throws {
        var payout = try #require(Self.prepare([Self.share(2, 100)]).first)
        for attempt: Int32 in 1...3 {
            #expect(try payout.release(by: Self.releaser, at: Marketplace.now) == .sent(at: Marketplace.now))
            let fact = try payout.reject(because: .unreachable)
            #expect(fact == .failed(because: .unreachable, attempt: attempt, isFinal: attempt == 3))
        }
        #expect(payout.state == .failed)
    }

    @Test("is pending in the ledger until the payee has it, and then has cleared what was owed")
    func ledger() throws {
        let payout = try #require(Self.prepare([Self.share(9, -100, reverses: 8), Self.share(2, 1000)]).first)
        var entry = try LedgerTransaction.payout(id(6), of: payout, at: Marketplace.now)
        #expect(entry.state == .pending)
        try entry.post()
        #expect(ledgerBalances(of: [entry])[Self.household]?.posted == 900)
    }
}
