@testable import OrdersDomain
import Testing
import Vocabulary

@Suite("From confirmation to the last consignment")
struct FulfilmentTests {
    @Test("forms one consignment for each station and temperature band")
    func consignments() throws {
        let frozen = Band(minimum: -250, maximum: -180, allowedMinutes: 30)
        let trade = try Trade(
            in: .confirmed,
            [
                Marketplace.allocation(1, 1000), Marketplace.allocation(2, 1000, station: Marketplace.stationB),
                Marketplace.allocation(3, 1000, band: frozen), Marketplace.allocation(4, 1000),
                Marketplace.allocation(5, 1000, band: nil),
            ])
        let consignments = trade.order.consignments
        #expect(consignments.map(\.allocations) == [[id(201), id(204)], [id(202)], [id(203)], [id(205)]])
        #expect(consignments.map(\.band) == [Marketplace.cool, Marketplace.cool, frozen, nil])
        #expect(Set(consignments.map(\.id)).count == 4)
    }

    @Test("is ready in an hour and due in 72, or in half the time that the goods keep", arguments: [(30, 0), (2, 1)])
    func deadlines(keepsDays: Int32, priority: Int32) throws {
        let trade = try Trade(in: .confirmed, [Marketplace.allocation(1, 5000, keepsDays: keepsDays)])
        let consignment = try #require(trade.order.consignments.first)
        let ready = Marketplace.now + .hours(1)
        let keeps = (Day(of: Marketplace.now) + keepsDays).end - ready
        #expect(consignment.readyFrom == ready)
        #expect(consignment.deliverBy - ready == min(.hours(72), .milliseconds(keeps.milliseconds / 2)))
        #expect(consignment.priority == priority)
    }

    @Test("asks logistics to hold back all that the buyer cancels, once")
    func withdrawal() throws {
        var trade = try Trade(in: .confirmed)
        try trade.run { try $0.cancel(at: Marketplace.now) }
        let consignments = trade.order.consignments
        #expect(
            trade.facts.last
                == .withdrawalRequested(
                    cause: .buyer,
                    items: [
                        WithdrawalItem(consignment: consignments[0].id, allocation: id(201), quantity: .grams(3000)),
                        WithdrawalItem(consignment: consignments[1].id, allocation: id(202), quantity: .grams(2000)),
                    ]))
        #expect(trade.order.state == .confirmed)
        #expect(throws: OrderRefusal.nothingToWithdraw) { try trade.order.cancel(at: Marketplace.now) }
    }

    @Test("cancels with a full refund when everything was held back")
    func allWithdrawn() throws {
        var trade = try Trade(in: .confirmed)
        try trade.run { try $0.cancel(at: Marketplace.now) }
        for consignment in trade.order.consignments.map(\.id) {
            let items = trade.open(consignment)
            try trade.run { try $0.recordWithdrawal(of: items, from: consignment, at: Marketplace.now) }
        }
        #expect(trade.order.state == .cancelled)
        #expect(trade.reductions.map(\.refund) == [3594])
        #expect(trade.cancellation == Cancellation(reason: .buyer, cancelledAt: Marketplace.now, refund: 5990 - 3594))
        #expect(trade.order.refundable == 0)
    }

    @Test("delivers what logistics collected before the buyer's cancellation reached it")
    func collectionWinsTheRace() throws {
        var trade = try Trade(in: .confirmed)
        try trade.run { try $0.cancel(at: Marketplace.now) }
        let (kept, lost) = (trade.order.consignments[0].id, trade.order.consignments[1].id)
        try trade.collect(kept)
        #expect(throws: OrderRefusal.notInState(.cancel, .fulfilling)) { try trade.order.cancel(at: Marketplace.now) }
        let items = trade.open(lost)
        try trade.run { try $0.recordWithdrawal(of: items, from: lost, at: Marketplace.now) }
        try trade.deliver(kept)
        #expect(trade.order.state == .completed)
        #expect(trade.reductions.map(\.cause) == [.buyer])
        #expect(trade.settlements.map(\.total) == [3594])
        #expect(trade.order.refunded == 2396)
    }

    @Test("holds back only the revoked part, and refunds it as revoked even if the buyer cancels after")
    func revoked() throws {
        var trade = try Trade(in: .confirmed)
        try trade.run { try $0.revoke([id(202)], because: .recall, at: Marketplace.now) }
        guard case .withdrawalRequested(.recall, let asked) = trade.facts.last else {
            Issue.record("logistics was not asked")
            return
        }
        #expect(asked.map(\.allocation) == [id(202)])
        try trade.run { try $0.cancel(at: Marketplace.now) }
        for consignment in trade.order.consignments.map(\.id) {
            let items = trade.open(consignment)
            try trade.run { try $0.recordWithdrawal(of: items, from: consignment, at: Marketplace.now) }
        }
        #expect(trade.reductions.map(\.cause) == [.buyer])
        #expect(trade.cancellation?.reason == .revoked)
    }

    @Test("leaves to the door what was revoked after it was collected")
    func revokedTooLate() throws {
        var trade = try Trade(in: .fulfilling)
        let collected = try #require(trade.order.consignments.first { $0.collectedAt != nil })
        #expect(throws: OrderRefusal.nothingToWithdraw) {
            try trade.order.revoke(Set(collected.allocations), because: .stockRevoked, at: Marketplace.now)
        }
    }

    @Test("charges the final weight: refunds what is short, neither charges nor takes what is above")
    func finalWeight() throws {
        var trade = try Trade(in: .confirmed)
        try trade.collect(trade.order.consignments[0].id, short: 7)
        try trade.collect(trade.order.consignments[1].id, short: -100)
        // 4993 g at 599 fen for 500 g are 5981.6 fen.
        #expect(trade.reductions.map(\.refund) == [5990 - 5982])
        #expect(trade.reductions.map(\.cause) == [.finalWeight])
        for consignment in trade.order.consignments.map(\.id) { try trade.deliver(consignment) }
        #expect(trade.settlements.reduce(0) { $0 + $1.total } == 5982)
        let completion = trade.facts.compactMap { if case .completed(let it) = $0 { it } else { nil } }.first
        #expect(completion?.gross == 5990)
        #expect(completion?.refunded == 8)
        #expect(completion?.lines.map(\.delivered) == [.grams(4993)])
        #expect(completion?.lines.map(\.amount) == [5982])
    }

    @Test("settles what was accepted at the door and refunds what was refused")
    func partlyRefused() throws {
        var trade = try Trade(in: .fulfilling, [Marketplace.allocation(1, 5000)])
        try trade.deliver(trade.order.consignments[0].id, refused: 1000)
        #expect(trade.order.state == .completed)
        #expect(trade.reductions.map(\.cause) == [.refused])
        #expect(trade.settlements.map(\.total) == [4792])
        #expect(trade.order.refunded == 1198)
    }

    @Test("refunds the buyer and pays the household when the carrier lost the goods", arguments: Custody.allCases)
    func failed(custody: Custody) throws {
        var trade = try Trade(in: .fulfilling, [Marketplace.allocation(1, 5000)])
        try trade.fail(trade.order.consignments[0].id, custody: custody)
        #expect(trade.order.state == .cancelled)
        #expect(trade.cancellation?.reason == .deliveryFailed)
        #expect(trade.cancellation?.refund == 5990)
        let owes = custody == .carrier || custody == .station
        #expect(trade.settlements.map(\.total) == (owes ? [0] : []))
        #expect(trade.order.owedToRegistered == (owes ? 4000 : 0))
    }

    @Test("goes on after a failure that is not final")
    func notFinal() throws {
        var trade = try Trade(in: .fulfilling)
        let before = trade.order
        try trade.fail(trade.order.consignments[0].id, custody: .carrier, isFinal: false)
        #expect(trade.order == before)
    }

    @Test("gives the same sums whether an excursion or the delivery is heard of first", arguments: [true, false])
    func excursionRace(excursionFirst: Bool) throws {
        var trade = try Trade(in: .fulfilling, [Marketplace.allocation(1, 5000)])
        let consignment = trade.order.consignments[0].id
        let condemned = [AllocatedQuantity(allocation: id(201), quantity: .grams(2000))]
        let atTheDoor = [DeliveredItem(allocation: id(201), delivered: .grams(3000), refused: .grams(0))]
        if excursionFirst { try trade.condemn(condemned) }
        try trade.run {
            try $0.recordDelivery(
                of: atTheDoor, from: consignment, at: Marketplace.now, settlement: id(70), terms: Marketplace.terms)
        }
        if !excursionFirst {
            #expect(trade.order.state == .fulfilling, "the condemned part waits for its excursion")
            try trade.condemn(condemned)
        }
        #expect(trade.order.state == .completed)
        #expect(trade.order.refunded == 2396)
        #expect(trade.settlements.reduce(0) { $0 + $1.total } == 3594)
        #expect(trade.settlements.flatMap(\.lines).reduce(0) { $0 + $1.dues } == 4000, "the household is paid in full")
    }

    @Test("never settles what was given back, even if the door reports it as delivered")
    func contradiction() throws {
        var trade = try Trade(in: .fulfilling, [Marketplace.allocation(1, 5000)])
        let whole = DeliveredItem(allocation: id(201), delivered: .grams(5000), refused: .grams(0))
        try trade.condemn([AllocatedQuantity(allocation: id(201), quantity: .grams(2000))])
        try trade.run {
            try $0.recordDelivery(
                of: [whole], from: $0.consignments[0].id, at: Marketplace.now, settlement: id(70),
                terms: Marketplace.terms)
        }
        #expect(trade.settlements.map(\.total) == [0, 3594])
        #expect(trade.order.refunded == 2396)
    }

    @Test("condemns once what both an excursion and a failure report", arguments: [true, false])
    func condemnedAndFailed(excursionFirst: Bool) throws {
        var trade = try Trade(in: .fulfilling)
        let consignment = trade.order.consignments[0].id
        let items = trade.open(consignment)
        if excursionFirst { try trade.condemn(items) } else { try trade.fail(consignment, custody: .carrier) }
        let refunded = trade.order.refunded
        #expect(refunded == 3594)
        if excursionFirst {
            let failure = ConsignmentFailure(consignment: consignment, isFinal: true, custody: .carrier, items: items)
            try trade.run {
                try $0.recordFailure(failure, at: Marketplace.now, settlement: id(70), terms: Marketplace.terms)
            }
        } else {
            try trade.condemn(items)
        }
        #expect(trade.order.refunded == refunded)
        #expect(trade.settlements.count == 1)
    }

    @Test("refuses reports about goods that are not its own, and stays as it was")
    func strangers() throws {
        var trade = try Trade(in: .fulfilling)
        let before = trade.order
        let (one, other) = (trade.order.consignments[0].id, trade.order.consignments[1].id)
        #expect(throws: OrderRefusal.unknownConsignment(id(999))) {
            try trade.order.recordRefusal(of: [], from: id(999), at: Marketplace.now)
        }
        #expect(throws: OrderRefusal.unknownAllocation(id(201))) {
            try trade.order.recordRefusal(of: trade.open(one), from: other, at: Marketplace.now)
        }
        for quantity in [Quantity.pieces(1), .grams(-1), .grams(3001)] {
            let item = AllocatedQuantity(allocation: id(201), quantity: quantity)
            #expect(throws: OrderRefusal.quantityDiffers(allocation: id(201))) {
                try trade.order.recordRefusal(of: [item], from: one, at: Marketplace.now)
            }
        }
        #expect(trade.order == before)
    }
}
