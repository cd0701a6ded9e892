import OrdersDomain
import Seeds
import Testing
import Vocabulary

@Suite("What holds for every order, whatever happens in whatever order")
struct OrderInvariantTests {
    @Test("loses no gram and no fen", arguments: UInt64(1)...400)
    func randomCommands(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let kind: OrderKind = Bool.random(using: &generator) ? .retail : .import
        var trade = try Trade(kind)
        for step in 0..<40 {
            let before = trade.order
            do {
                try Self.anyCommand(on: &trade, using: &generator)
            } catch is OrderRefusal {
                #expect(trade.order == before, "seed \(seed), step \(step): a refusal changed the order")
            }
            Self.check(trade, "seed \(seed), step \(step)")
        }
    }

    @Test("is looked at in every state, and with goods ended in every way")
    func reach() throws {
        var states: Set<OrderState> = []
        var causes: Set<Reduction.Cause> = []
        for seed in UInt64(1)...400 {
            var generator = SplitMix64(seed: seed)
            var trade = try Trade(Bool.random(using: &generator) ? .retail : .import)
            for _ in 0..<40 {
                try? Self.anyCommand(on: &trade, using: &generator)
                states.insert(trade.order.state)
            }
            causes.formUnion(trade.reductions.map(\.cause))
        }
        #expect(states == Set(OrderState.allCases))
        #expect(causes == Set(Reduction.Cause.allCases))
    }

    private static func check(_ trade: Trade, _ comment: Comment) {
        let order = trade.order
        for allocation in order.allocations {
            #expect(allocation.open >= 0, comment)
            let ended = allocation.outcome.delivered + allocation.outcome.givenBack
            #expect(allocation.open + ended == allocation.quantity.amount, comment)
            #expect(
                allocation.outcome.lostInCustody <= allocation.outcome.condemned + allocation.outcome.failed, comment)
        }
        let refunds = trade.reductions.reduce(0) { $0 + $1.refund } + (trade.cancellation?.refund ?? 0)
        #expect(refunds == order.refunded, comment)
        #expect((0...order.paid).contains(order.refunded), comment)
        let settled = trade.settlements.reduce(0) { $0 + $1.total }
        #expect(trade.settlements.allSatisfy { $0.shares.reduce(0) { $0 + $1.amount } == $0.total }, comment)
        if order.state == .completed || order.state == .cancelled {
            #expect(settled + order.refunded == order.paid, comment)
            #expect(order.answerDueAt == nil && order.payBy == nil, comment)
        } else {
            #expect(settled + order.refunded <= order.paid, comment)
        }
        let endings = trade.facts.filter {
            switch $0 {
            case .completed, .cancelled: true
            default: false
            }
        }
        #expect(endings.count == (order.state == .completed || order.state == .cancelled ? 1 : 0), comment)
    }

    private static func anyCommand(on trade: inout Trade, using generator: inout SplitMix64) throws {
        let now = Marketplace.now
        let consignment = trade.order.consignments.randomElement(using: &generator)?.id ?? id(999)
        let some = trade.open(consignment).map { item in
            AllocatedQuantity(
                allocation: item.allocation,
                quantity: Quantity(.random(in: 0...max(1, item.quantity.amount), using: &generator), .grams))
        }
        let (short, refused) = (
            Int64.random(in: 0...50, using: &generator), Int64.random(in: 0...50, using: &generator)
        )
        let custody = Custody.allCases.randomElement(using: &generator) ?? .none
        switch OrderCommand.allCases.randomElement(using: &generator) ?? .cancel {
        case .reserve: try trade.run { try $0.reserve(Marketplace.reservation(), at: now, identifier: $1) }
        case .determine:
            try trade.run { try $0.determine(Marketplace.determinations(), at: now, identifier: $1) }
        case .recordCapture: try trade.pay()
        case .recordDelivery: try trade.deliver(consignment, refused: refused)
        case .recordCollection: try trade.collect(consignment, short: short)
        case .recordFailure: try trade.fail(consignment, custody: custody, isFinal: short > 30)
        case .recordExcursion: try trade.condemn(some, custody: custody)
        case .recordWithdrawal: try trade.run { try $0.recordWithdrawal(of: some, from: consignment, at: now) }
        // What ends an order early comes seldom, so that most runs go far.
        case .recordRefusal where short > 40:
            try trade.run { try $0.recordRefusal(of: some, from: consignment, at: now) }
        case .cancel where short > 40: try trade.run { try $0.cancel(at: now) }
        case .revoke where short > 40: try trade.run { try $0.revoke([id(202)], because: .recall, at: now) }
        case .refuseStock where short > 45: try trade.run { try $0.refuseStock(isPriceChanged: true, at: now) }
        case .recordDecline: try trade.run { try $0.recordDecline(of: id(62), isFinal: short > 45, at: now) }
        case .endUnpaid: try trade.run { try $0.endUnpaid(at: now + .minutes(refused)) }
        case .listAsUnanswered: try trade.run { try $0.listAsUnanswered(at: now + .minutes(short)) }
        case .recordRefusal, .cancel, .revoke, .refuseStock, .refundClaim: return
        }
    }
}
