@testable import OrdersDomain
import Testing
import Vocabulary

@Suite("Reservation, entitlement and payment")
struct ReservationTests {
    @Test(
        "opens payment for 15 minutes once stock is held and every household is determined, whichever comes first",
        arguments: [true, false])
    func eitherFirst(determinedFirst: Bool) throws {
        var trade = try Trade()
        let reserve: (inout Order, () -> UUIDv7) throws -> [OrderFact] = {
            try $0.reserve(Marketplace.reservation(), at: Marketplace.now, identifier: $1)
        }
        let determine: (inout Order, () -> UUIDv7) throws -> [OrderFact] = {
            try $0.determine(Marketplace.determinations(), at: Marketplace.now, identifier: $1)
        }
        try trade.run(determinedFirst ? determine : reserve)
        #expect(trade.order.state == (determinedFirst ? .placed : .reserved))
        try trade.run(determinedFirst ? reserve : determine)
        #expect(trade.order.state == .payable)
        let due = Marketplace.now + .minutes(15)
        #expect(trade.facts.contains(.becamePayable(due: 5990, payBy: due)))
        #expect(trade.facts.contains(.deadlineStruck(.answer)))
        #expect(trade.order.answerDueAt == nil)
    }

    @Test("waits for the last household's answer, and names whose is missing")
    func waitsForAll() throws {
        var trade = try Trade(in: .reserved)
        try trade.run {
            try $0.determine(
                Marketplace.determinations([Marketplace.first]), at: Marketplace.now, identifier: $1)
        }
        #expect(trade.order.state == .reserved)
        try trade.run { try $0.listAsUnanswered(at: Marketplace.now + .minutes(2)) }
        #expect(trade.facts.contains(.listedAsUnanswered(undetermined: [Marketplace.second])))
        #expect(trade.order.state == .reserved, "a late determination makes the order wait and never cancels it")
        #expect(throws: OrderRefusal.alreadyListed) { try trade.order.listAsUnanswered(at: Marketplace.now) }
    }

    @Test("needs no determination where no allocation comes from a household")
    func noHousehold() throws {
        let enterprise = Producer(id: id(77), kind: .enterprise)
        var trade = try Trade()
        try trade.run {
            try $0.reserve(
                Marketplace.reservation([Marketplace.allocation(1, 5000, producer: enterprise)]),
                at: Marketplace.now, identifier: $1)
        }
        #expect(trade.order.state == .payable)
    }

    @Test("keeps the first answer about a household")
    func firstAnswerStands() throws {
        var trade = try Trade()
        let later = Determination(
            token: Marketplace.first, status: "exited", isBeneficiary: false, county: Marketplace.county,
            evidence: id(52))
        try trade.run { try $0.determine(Marketplace.determinations(), at: Marketplace.now, identifier: $1) }
        try trade.run { try $0.determine([later], at: Marketplace.now, identifier: $1) }
        #expect(trade.order.determinations[Marketplace.first]?.isBeneficiary == true)
    }

    @Test("refuses a reservation of other lines or sums than were ordered")
    func differs() throws {
        let short = Marketplace.reservation([Marketplace.allocation(1, 4999)])
        let whole = Marketplace.reservation()
        let overcharged = Reservation(
            reservedAt: whole.reservedAt,
            lines: whole.lines.map {
                ReservedLine(
                    number: $0.number, listing: $0.listing, product: $0.product, price: $0.price,
                    amount: $0.amount + 1, taxClass: $0.taxClass, allocations: $0.allocations)
            })
        let doubled = Reservation(reservedAt: whole.reservedAt, lines: whole.lines + whole.lines)
        for reservation in [short, overcharged, doubled, Reservation(reservedAt: Marketplace.now, lines: [])] {
            var trade = try Trade()
            let before = trade.order
            #expect(throws: OrderRefusal.self) {
                try trade.run { try $0.reserve(reservation, at: Marketplace.now, identifier: $1) }
            }
            #expect(trade.order == before)
        }
    }

    @Test(
        "ends with the reason that catalogue gives",
        arguments: [(false, CancellationReason.stock), (true, .priceChanged)])
    func refused(isPriceChanged: Bool, reason: CancellationReason) throws {
        var trade = try Trade()
        try trade.run { try $0.refuseStock(isPriceChanged: isPriceChanged, at: Marketplace.now) }
        #expect(trade.cancellation == Cancellation(reason: reason, cancelledAt: Marketplace.now, refund: 0))
        #expect(trade.order.answerDueAt == nil)
    }

    @Test("confirms a capture of what is due, dated in time")
    func confirms() throws {
        var trade = try Trade(in: .payable)
        try trade.pay(at: Marketplace.now + .minutes(15))
        #expect(trade.order.state == .confirmed)
        let confirmation = trade.facts.compactMap { if case .confirmed(let it) = $0 { it } else { nil } }.first
        #expect(confirmation?.paid == 5990)
        #expect(confirmation?.benefits.map(\.determination.token) == [Marketplace.first, Marketplace.second])
        #expect(confirmation?.consignments.count == 2)
        #expect(trade.order.payBy == nil)
    }

    static let returns: [(OrderState, Fen, Span, CaptureReturn)] = [
        (.payable, 5989, .minutes(1), .amountDiffers),
        (.payable, 5991, .minutes(1), .amountDiffers),
        (.payable, 5990, .minutes(16), .late),
        (.cancelled, 5990, .minutes(1), .cancelled),
        (.confirmed, 5990, .minutes(1), .alreadyPaid),
        (.completed, 5990, .minutes(1), .alreadyPaid),
    ]

    @Test("returns in full a capture that the order cannot take", arguments: returns)
    func returned(state: OrderState, amount: Fen, after: Span, reason: CaptureReturn) throws {
        var trade = try Trade(in: state)
        let capture = Capture(payment: id(63), amount: amount, capturedAt: Marketplace.now + after)
        let facts = try trade.order.recordCapture(capture, at: capture.capturedAt) { id(64) }
        #expect(facts == [.captureReturned(capture, because: reason)])
        #expect(trade.order.state == state)
    }

    @Test("takes the same capture told twice for one")
    func toldTwice() throws {
        var trade = try Trade(in: .confirmed)
        let before = trade.facts
        try trade.pay()
        #expect(trade.facts == before)
    }

    @Test("lets a buyer try three payments, or none after a final decline", arguments: [true, false])
    func declines(isFinal: Bool) throws {
        var trade = try Trade(in: .payable)
        for attempt in 1...(isFinal ? 1 : 3) {
            #expect(trade.order.state == .payable, "attempt \(attempt)")
            try trade.run { try $0.recordDecline(of: id(63), isFinal: isFinal, at: Marketplace.now) }
        }
        #expect(trade.order.cancellation == .paymentDeclined)
    }

    @Test("ends an unpaid order at its deadline, not before")
    func unpaid() throws {
        var trade = try Trade(in: .payable)
        let due = Marketplace.now + .minutes(15)
        #expect(throws: OrderRefusal.tooEarly(due: due)) {
            try trade.order.endUnpaid(at: due - .milliseconds(1))
        }
        try trade.run { try $0.endUnpaid(at: due) }
        #expect(trade.order.cancellation == .unpaid)
        #expect(trade.facts.contains(.deadlineStruck(.payment)))
    }
}
