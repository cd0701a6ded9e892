import OrdersDomain
import Testing
import Vocabulary

@Suite("Claims")
struct ClaimTests {
    static let clerk = Actor("Luo, county office")
    static let buyer = Actor("buyer")

    static let photograph = ContentDigest(String(repeating: "9f", count: 32)).map { [$0] } ?? []

    static func request(
        _ kind: Claim.Kind = .refund, evidence: [ContentDigest] = photograph
    ) -> ClaimRequest {
        ClaimRequest(
            kind: kind, cause: .damaged, side: .buyer,
            items: [AllocatedQuantity(allocation: id(201), quantity: .grams(1000))], evidence: evidence)
    }

    static func opened(_ order: Order) throws -> Claim {
        try Claim.open(id(80), request(), about: order, by: buyer, at: Marketplace.now).claim
    }

    static func completed() throws -> (trade: Trade, history: SaleHistory) {
        let trade = try Trade(in: .completed, [Marketplace.allocation(1, 5000)])
        return (trade, SaleHistory(sales: trade.settlements, reversals: [], paidOut: []))
    }

    @Test("is taken for perishables within 48 hours and with a photograph", arguments: [0, 48])
    func perishable(hours: Int64) throws {
        let (trade, _) = try Self.completed()
        let (claim, facts) = try Claim.open(
            id(80), Self.request(), about: trade.order, by: Self.buyer, at: Marketplace.now + .hours(hours))
        #expect(claim.state == .open)
        #expect(claim.consignment == trade.order.consignments[0].id)
        #expect(claim.items.map(\.lot) == [id(301)])
        #expect(facts == [.opened, .deadlineSet(due: Marketplace.now + .hours(hours + 72))])
    }

    static let refusals: [(ClaimRequest, Span, ClaimRefusal)] = [
        (request(), .hours(49), .tooLate(due: Marketplace.now + .hours(48))),
        (request(evidence: []), .hours(1), .photographMissing),
        (request(.return), .hours(1), .perishableNotReturned),
        (ClaimRequest(kind: .refund, cause: .other, side: .buyer, items: [], evidence: []), .hours(1), .nothingClaimed),
        (
            ClaimRequest(
                kind: .refund, cause: .other, side: .buyer,
                items: [AllocatedQuantity(allocation: id(201), quantity: .grams(5001))], evidence: photograph),
            .hours(1), .quantityDiffers(allocation: id(201))
        ),
    ]

    @Test("is refused when a rule is broken, and says which", arguments: refusals.indices)
    func refused(index: Int) throws {
        let (request, after, refusal) = Self.refusals[index]
        let (trade, _) = try Self.completed()
        #expect(throws: refusal) {
            try Claim.open(id(80), request, about: trade.order, by: Self.buyer, at: Marketplace.now + after)
        }
    }

    @Test("is refused for goods that are not delivered")
    func notDelivered() throws {
        let trade = try Trade(in: .fulfilling)
        #expect(throws: ClaimRefusal.notDelivered(id(201))) { try Self.opened(trade.order) }
    }

    @Test("is opened by the system for an excursion, whatever became of the order")
    func excursion() throws {
        let trade = try Trade(in: .fulfilling)
        let (claim, _) = try Claim.openAfterExcursion(
            id(80), of: trade.order, items: trade.open(trade.order.consignments[0].id), evidence: [],
            at: Marketplace.now)
        #expect(claim.side == .system)
        #expect(claim.cause == .excursion)
    }

    @Test("does nothing in a state without a row", arguments: Claim.State.allCases, Claim.Command.allCases)
    func table(state: Claim.State, command: Claim.Command) throws {
        let (trade, history) = try Self.completed()
        var claim = try Self.opened(trade.order)
        let decision = ClaimDecision(outcome: .refused, refund: 0, liable: .none)
        let decide: (inout Claim) throws -> Void = {
            _ = try $0.decide(
                decision, by: Self.clerk, about: trade.order, history: history, at: Marketplace.now
            ) { id(90) }
        }
        if state == .closed { try decide(&claim) }
        let before = claim
        let run: (inout Claim) throws -> Void = {
            switch command {
            case .decide: try decide(&$0)
            case .escalate: _ = try $0.escalate(at: Marketplace.now + .hours(72))
            }
        }
        if state == .open {
            try run(&claim)
            #expect(claim.state == (command == .decide ? .closed : .open))
            #expect(claim.decideBy == nil)
        } else {
            #expect(throws: ClaimRefusal.notInState(command, state)) { try run(&claim) }
            #expect(claim == before)
        }
    }

    static let undecidable: [(ClaimDecision, Actor, ClaimRefusal)] = [
        (ClaimDecision(outcome: .refunded, refund: 1, liable: .carrier), buyer, .decidedByOpener),
        (ClaimDecision(outcome: .refunded, refund: 1, liable: .none), clerk, .liablePartyMissing),
        (ClaimDecision(outcome: .refused, refund: 1, liable: .none), clerk, .refusedWithRefund),
        (ClaimDecision(outcome: .replaced, refund: 0, liable: .station), clerk, .replacementMissing),
        (ClaimDecision(outcome: .returned, refund: 1, liable: .none), clerk, .perishableNotReturned),
        (ClaimDecision(outcome: .refunded, refund: -1, liable: .carrier), clerk, .refundAbovePaid(refundable: 5990)),
        (ClaimDecision(outcome: .refunded, refund: 5991, liable: .carrier), clerk, .refundAbovePaid(refundable: 5990)),
    ]

    @Test("is not decided against a rule", arguments: undecidable.indices)
    func notDecided(index: Int) throws {
        let (decision, actor, refusal) = Self.undecidable[index]
        let (trade, history) = try Self.completed()
        var claim = try Self.opened(trade.order)
        #expect(throws: refusal) {
            try claim.decide(decision, by: actor, about: trade.order, history: history, at: Marketplace.now) { id(90) }
        }
        #expect(claim.state == .open)
    }

    @Test("gives back no more than the claimed part cost")
    func aboveClaimed() throws {
        var trade = try Trade(in: .completed)
        var claim = try Self.opened(trade.order)
        let history = SaleHistory(sales: trade.settlements, reversals: [], paidOut: [])
        let order = trade.order
        #expect(throws: ClaimRefusal.refundAboveClaimed) {
            try claim.decide(
                ClaimDecision(outcome: .refunded, refund: 3595, liable: .carrier), by: Self.clerk, about: order,
                history: history, at: Marketplace.now
            ) { id(90) }
        }
        #expect(throws: OrderRefusal.refundAbovePaid(refundable: 5990)) {
            try trade.order.refundClaim(5991, reversals: [])
        }
    }
}
