import CatalogueDomain
import Testing
import Vocabulary

@Suite("Setting stock aside")
struct SetAsideStockTests {
    private func setAside(_ offers: [SlotTerms], product: Product? = nil) throws -> SetAsideRound {
        let lots = try [
            Sample.onSale(Sample.lot(1, grams: 3000)), Sample.onSale(Sample.lot(2, grams: 1000), registered: true),
        ]
        let ids = Counter()
        return setAsideStock(
            for: offers, from: StockSnapshot(products: [try product ?? Sample.product()], lots: lots), at: Sample.now,
            newID: ids.next)
    }

    @Test("spreads the allotment over the lots whose turn it is")
    func spread() throws {
        let round = try setAside([Sample.slotTerms(grams: 3000)])
        guard case .setAside(let slot) = round.answers[0] else {
            Issue.record("refused")
            return
        }
        #expect(slot.state == .setAside && slot.total == 3000)
        #expect(slot.shares.map(\.lotID) == [Sample.id(2), Sample.id(1)] && slot.shares.map(\.amount) == [1000, 2000])
        #expect(slot.registeredPermille == 333)
        #expect(
            round.movements == [
                StockMovement(of: Sample.id(1), for: Sample.id(50), by: .setAside, 2000),
                StockMovement(of: Sample.id(2), for: Sample.id(50), by: .setAside, 1000),
            ])
    }

    @Test("gives an offer all of it or nothing, one after another")
    func allOrNothing() throws {
        let round = try setAside([
            Sample.slotTerms(50, grams: 3000), Sample.slotTerms(51, grams: 1001), Sample.slotTerms(52, grams: 1000),
        ])
        #expect(round.answers.map(\.slot.state) == [.setAside, .refused, .setAside])
        guard case .refused(_, let reason, let available) = round.answers[1] else { return }
        #expect(reason == .short && available == .grams(1000))
    }

    @Test("refuses a price below the floor, and logs it")
    func belowFloor() throws {
        let round = try setAside([Sample.slotTerms(price: 399)])
        #expect(round.answers.map(\.slot.state) == [.refused])
        #expect(round.breaches.map(\.offerID) == [Sample.id(50)] && round.breaches.map(\.action) == [.refused])
        #expect(try setAside([Sample.slotTerms(grams: 100, price: 400)]).answers[0].slot.state == .setAside)
    }

    @Test("needs a listing that sells the product for the whole window")
    func notListed() throws {
        var ending = try Sample.product()
        _ = try ending.endListing(Sample.listingID, at: Sample.now + .minutes(5))
        var withdrawn = try Sample.product()
        _ = try withdrawn.withdraw(reason: "season-over", at: Sample.now)
        for product in [ending, withdrawn] {
            guard case .refused(_, let reason, _) = try setAside([Sample.slotTerms()], product: product).answers[0]
            else {
                Issue.record("set aside")
                return
            }
            #expect(reason == .notListed)
        }
    }
}

@Suite("A slot's stock")
struct SlotStockTests {
    @Test("has each row of its table, and no other", arguments: SlotStockState.allCases)
    func table(state: SlotStockState) {
        func slot() -> SlotStock {
            SlotStock(
                terms: Sample.slotTerms(), state: state, total: 5000, registeredPermille: 0,
                shares: [SlotStock.Share(lotID: Sample.id(1), amount: 5000)],
                closedAt: state == .closed || state == .givenBack ? Sample.now : nil)
        }
        var closing = slot()
        var ending = slot()
        let closed = try? closing.close(at: Sample.now)
        let givenBack = try? ending.giveBack(at: Sample.now + SlotStock.grace)
        #expect((closed != nil) == (state == .setAside) && (givenBack != nil) == (state == .closed))
        if state == .setAside { #expect(closing.state == .closed) }
        if state == .closed { #expect(ending.state == .givenBack) }
    }

    @Test("is kept for the grace, then given back, but for what orders have")
    func giveBack() throws {
        var slot = Sample.slot([(1, 1000), (2, 2000)])
        _ = slot.follow([
            StockMovement(of: Sample.id(1), for: Sample.id(50), by: .reserveFromSlot, 1000),
            StockMovement(of: Sample.id(2), for: Sample.id(50), by: .reserveFromSlot, 500),
            StockMovement(of: Sample.id(2), for: Sample.id(51), by: .reserveFromSlot, 400),
        ])
        _ = try slot.close(at: Sample.now)
        #expect(throws: SlotStockRefusal.stillInGrace(until: Sample.now + .seconds(60))) {
            try slot.giveBack(at: Sample.now + .seconds(60) - .milliseconds(1))
        }
        #expect(
            try slot.giveBack(at: Sample.now + .seconds(60)) == [
                .givenBack(amount: 1500),
                .moved([StockMovement(of: Sample.id(2), for: Sample.id(50), by: .giveBack, 1500)]),
            ])
    }

    @Test("sells less when a lot loses what was kept, and only then")
    func less() {
        var slot = Sample.slot([(1, 1000), (2, 2000)])
        let offer = Sample.id(50)
        #expect(slot.follow([StockMovement(of: Sample.id(1), for: offer, by: .reserveFromSlot, 300)]).isEmpty)
        #expect(slot.follow([StockMovement(of: Sample.id(1), for: offer, by: .releaseToSlot, 100)]).isEmpty)
        #expect(
            slot.follow([
                StockMovement(of: Sample.id(1), for: offer, by: .quarantineSetAside, 200),
                StockMovement(of: Sample.id(2), for: offer, by: .expireSetAside, 2000),
            ]) == [.setAside(total: .grams(800))])
        #expect(slot.shares == [SlotStock.Share(lotID: Sample.id(1), amount: 600)])
    }
}
