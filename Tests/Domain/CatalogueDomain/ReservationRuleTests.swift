import CatalogueDomain
import Testing
import Vocabulary

extension [ReservationFact] {
    var movements: [StockMovement] {
        flatMap { fact -> [StockMovement] in if case .moved(let movements) = fact { movements } else { [] } }
    }

    var released: [ReleasedGoods] {
        flatMap { fact -> [ReleasedGoods] in if case .released(_, let goods) = fact { goods } else { [] } }
    }
}

@Suite("A held reservation")
struct HeldReservationTests {
    @Test("is committed but for what was revoked meanwhile")
    func revokedMeanwhile() throws {
        var held = Sample.reservation(
            .held, [Sample.allocation(.reserved), Sample.allocation(.reserved, line: 2, lot: 2)])
        let revocation = Revocation(
            orderID: held.orderID, allocationID: Sample.id(201), offerID: nil, amount: 1000, isSeized: true)
        let revoked = try held.revoke([revocation], of: Sample.id(1), cause: .recall)
        #expect(revoked.movements.isEmpty, "the lot has moved its goods already")
        #expect(held.allocations[0].revocation == .recall && held.allocations[1].revocation == nil)
        #expect(
            try held.commit().movements == [
                StockMovement(of: Sample.id(1), by: .commit, 2000), StockMovement(of: Sample.id(2), by: .commit, 3000),
            ])
    }

    @Test("is committed by a consignment that is heard of before the confirmation, and by that only once")
    func overtaken() throws {
        var held = Sample.reservation(.held, [Sample.allocation(.reserved)])
        #expect(
            try held.commitForConsignment().movements == [StockMovement(of: Sample.id(1), by: .commit, 3000)])
        #expect(try held.commitForConsignment().isEmpty)
        #expect(throws: ReservationRefusal.notInState(.committed, .commit)) { try held.commit() }
    }

    @Test("gives back exactly once, and nothing that was revoked")
    func releasedOnce() throws {
        var held = Sample.reservation(.held, [Sample.allocation(.reserved, seized: 1000)])
        let facts = try held.release(along: Sample.paths())
        #expect(facts.movements == [StockMovement(of: Sample.id(1), by: .release, 2000)])
        #expect(throws: ReservationRefusal.notInState(.released, .release)) {
            try held.release(along: Sample.paths())
        }
    }

    @Test("gives back to its slot while that is open, else to anyone")
    func slot() throws {
        let open = Sample.slot([(1, 5000)])
        let reservation = Sample.reservation(.held, [Sample.allocation(.reserved, offer: 50)])
        var early = reservation
        #expect(
            try early.release(along: Sample.paths(slots: [open])).movements == [
                StockMovement(of: Sample.id(1), for: Sample.id(50), by: .releaseToSlot, 3000)
            ])
        var closed = open
        _ = try closed.close(at: Sample.now)
        var late = reservation
        #expect(
            try late.release(along: Sample.paths(slots: [closed])).movements == [
                StockMovement(of: Sample.id(1), by: .release, 3000)
            ])
        var afterWindow = reservation
        let paths = ReleasePaths(slots: [open], lots: [], at: open.terms.closesAt)
        #expect(try afterWindow.release(along: paths).released.map(\.to) == [.available])
    }
}

@Suite("A committed reservation")
struct CommittedReservationTests {
    @Test("gives back on a cancellation only what no consignment carries")
    func uncarried() throws {
        var mixed = Sample.reservation(
            .committed,
            [Sample.allocation(.committed), Sample.allocation(.committed, line: 2, lot: 2, carried: false)])
        let facts = try mixed.release(along: Sample.paths())
        #expect(facts.movements == [StockMovement(of: Sample.id(2), by: .withdraw, 3000)])
        #expect(mixed.state == .committed && mixed.allocations[0].stage == .committed)
        #expect(throws: ReservationRefusal.nothingOpen(.release)) { try mixed.release(along: Sample.paths()) }
    }

    @Test("lets one consignment be withdrawn while another is under way")
    func parts() throws {
        var reservation = Sample.reservation(
            .committed, [Sample.allocation(.committed), Sample.allocation(.committed, line: 2, lot: 2)])
        _ = try reservation.collect(
            [CollectedGoods(allocationID: Sample.id(201), amount: 3000, shortReason: nil)], along: Sample.paths())
        #expect(reservation.state == .shipped)
        let facts = try reservation.withdraw(
            [WithdrawnGoods(allocationID: Sample.id(202), amount: 3000)], cause: .refused, along: Sample.paths())
        #expect(facts.movements == [StockMovement(of: Sample.id(2), by: .withdraw, 3000)])
        #expect(reservation.state == .shipped)
        _ = try reservation.deliver([DeliveredGoods(allocationID: Sample.id(201), amount: 3000)])
        #expect(reservation.state == .ended)
    }

    @Test("gives back a part that is withdrawn, and later the rest")
    func partly() throws {
        var reservation = Sample.reservation(.committed, [Sample.allocation(.committed)])
        func withdraw(_ amount: Int64) throws -> Int64 {
            try reservation.withdraw(
                [WithdrawnGoods(allocationID: Sample.id(201), amount: amount)], cause: .withdrawn,
                along: Sample.paths()
            ).movements.reduce(0) { $0 + $1.amount }
        }
        #expect(try withdraw(1000) == 1000)
        #expect(reservation.state == .committed)
        #expect(try withdraw(9000) == 2000)
        #expect(reservation.state == .released)
        #expect(throws: ReservationRefusal.notInState(.released, .withdraw)) { try withdraw(1) }
    }

    @Test("does not give back what a quarantine took, whatever is withdrawn")
    func seized() throws {
        var reservation = Sample.reservation(.committed, [Sample.allocation(.committed, seized: 2000)])
        func withdraw(_ amount: Int64) throws -> [StockMovement] {
            try reservation.withdraw(
                [WithdrawnGoods(allocationID: Sample.id(201), amount: amount)], cause: .withdrawn,
                along: Sample.paths()
            ).movements
        }
        #expect(try withdraw(2000).isEmpty, "orders withdrew what was revoked")
        #expect(reservation.allocations[0].open == 1000)
        #expect(try withdraw(1000) == [StockMovement(of: Sample.id(1), by: .withdraw, 1000)])
        #expect(reservation.state == .released)
    }

    @Test("loses what is withdrawn of a lot that has expired")
    func expired() throws {
        let lot = try Sample.lot(1, .closed, [.committed: 3000, .lost: 7000])
        var reservation = Sample.reservation(.committed, [Sample.allocation(.committed)])
        let revocation = Revocation(
            orderID: reservation.orderID, allocationID: Sample.id(201), offerID: nil, amount: 3000, isSeized: false)
        _ = try reservation.revoke([revocation], of: lot.id, cause: .expiry)
        let facts = try reservation.withdraw(
            [WithdrawnGoods(allocationID: Sample.id(201), amount: 3000)], cause: .withdrawn,
            along: Sample.paths(lots: [lot]))
        #expect(facts.movements == [StockMovement(of: lot.id, by: .withdrawToLost, 3000)])
        #expect(facts.released.map(\.to) == [.lost])
    }

    @Test(
        "loses what is short at collection, unless it was left behind sound",
        arguments: [
            (ShortReason.absent, LotMovement.fallShort), (.spoiled, .fallShort), (.underweight, .fallShort),
            (nil, .leaveBehind),
        ] as [(ShortReason?, LotMovement)])
    func short(reason: ShortReason?, movement: LotMovement) throws {
        var reservation = Sample.reservation(.committed, [Sample.allocation(.committed)])
        let facts = try reservation.collect(
            [CollectedGoods(allocationID: Sample.id(201), amount: 2900, shortReason: reason)], along: Sample.paths())
        #expect(facts.movements == [StockMovement(of: Sample.id(1), by: movement, 100)])
        #expect(facts.released.map(\.to) == (movement == .leaveBehind ? [.available] : []))
        #expect(reservation.allocations[0].open == 2900)
    }

    @Test("loses what was left behind of a lot that has closed meanwhile")
    func leftBehindOfClosedLot() throws {
        let lot = try Sample.lot(1, .closed, [.committed: 3000, .lost: 7000])
        var reservation = Sample.reservation(.committed, [Sample.allocation(.committed)])
        let facts = try reservation.collect(
            [CollectedGoods(allocationID: Sample.id(201), amount: 2900, shortReason: nil)],
            along: Sample.paths(lots: [lot]))
        #expect(facts.movements == [StockMovement(of: lot.id, by: .withdrawToLost, 100)])
        #expect(facts.released.map(\.to) == [.lost])
    }

    @Test(
        "is over for goods of which nothing was taken",
        arguments: [(ShortReason.absent, ReservationState.ended), (nil, .released)]
            as [(ShortReason?, ReservationState)])
    func nothingTaken(reason: ShortReason?, state: ReservationState) throws {
        var reservation = Sample.reservation(.committed, [Sample.allocation(.committed)])
        let facts = try reservation.collect(
            [CollectedGoods(allocationID: Sample.id(201), amount: 0, shortReason: reason)], along: Sample.paths())
        #expect(facts.movements.map(\.amount) == [3000])
        #expect(reservation.state == state && reservation.allocations[0].open == 0)
    }

    @Test("moves nothing when a driver took goods that were revoked too late")
    func race() throws {
        var reservation = Sample.reservation(.committed, [Sample.allocation(.committed, seized: 3000)])
        let facts = try reservation.collect(
            [CollectedGoods(allocationID: Sample.id(201), amount: 3000, shortReason: nil)], along: Sample.paths())
        #expect(facts.movements.isEmpty && reservation.state == .shipped)
        let delivered = try reservation.deliver([DeliveredGoods(allocationID: Sample.id(201), amount: 3000)])
        #expect(delivered.movements.isEmpty && reservation.state == .ended)
    }
}

@Suite("A shipped reservation")
struct ShippedReservationTests {
    @Test("keeps what was accepted and loses what was refused")
    func refused() throws {
        var reservation = Sample.reservation(.shipped, [Sample.allocation(.shipped)])
        let facts = try reservation.deliver([DeliveredGoods(allocationID: Sample.id(201), amount: 2500)])
        #expect(facts.movements == [StockMovement(of: Sample.id(1), by: .lose, 500)])
    }

    @Test("loses condemned goods once, whether the excursion or the end is heard of first")
    func condemnedOnce() throws {
        var excursionFirst = Sample.reservation(.shipped, [Sample.allocation(.shipped)])
        let condemned = try excursionFirst.condemn([CondemnedGoods(allocationID: Sample.id(201), amount: 3000)])
        #expect(condemned.movements == [StockMovement(of: Sample.id(1), by: .lose, 3000)])
        #expect(throws: ReservationRefusal.notInState(.ended, .fail)) {
            try excursionFirst.fail([FailedGoods(allocationID: Sample.id(201), soundAtStation: 0)])
        }

        var endFirst = Sample.reservation(.shipped, [Sample.allocation(.shipped)])
        let delivered = try endFirst.deliver([DeliveredGoods(allocationID: Sample.id(201), amount: 1000)])
        #expect(delivered.movements == [StockMovement(of: Sample.id(1), by: .lose, 2000)])
        #expect(throws: ReservationRefusal.notInState(.ended, .condemn)) {
            try endFirst.condemn([CondemnedGoods(allocationID: Sample.id(201), amount: 2000)])
        }
    }

    @Test("that failed leaves sound goods at a station to their lot, and loses the others")
    func failed() throws {
        var sound = Sample.reservation(.shipped, [Sample.allocation(.shipped)])
        let facts = try sound.fail([FailedGoods(allocationID: Sample.id(201), soundAtStation: 3000)])
        #expect(facts.movements.isEmpty && sound.state == .ended)
        guard case .broughtBack(let goods) = facts.first else {
            Issue.record("nothing was brought back")
            return
        }
        #expect(goods.map(\.amount) == [3000])
        var spoiled = Sample.reservation(.shipped, [Sample.allocation(.shipped)])
        #expect(
            try spoiled.fail([FailedGoods(allocationID: Sample.id(201), soundAtStation: 0)]).movements
                == [StockMovement(of: Sample.id(1), by: .lose, 3000)])
    }

    @Test("that failed loses what is not sound, or not at the station")
    func failedInPart() throws {
        var reservation = Sample.reservation(.shipped, [Sample.allocation(.shipped)])
        let facts = try reservation.fail([FailedGoods(allocationID: Sample.id(201), soundAtStation: 1800)])
        #expect(facts.movements == [StockMovement(of: Sample.id(1), by: .lose, 1200)])
        guard case .broughtBack(let goods) = facts.dropFirst().first else {
            Issue.record("nothing was brought back")
            return
        }
        #expect(goods.map(\.amount) == [1800])
    }

    @Test("that was condemned in part travels on, and remembers what its buyer has of it")
    func condemnedInPart() throws {
        var reservation = Sample.reservation(.shipped, [Sample.allocation(.shipped)])
        _ = try reservation.condemn([CondemnedGoods(allocationID: Sample.id(201), amount: 1000)])
        #expect(reservation.state == .shipped)
        _ = try reservation.deliver([DeliveredGoods(allocationID: Sample.id(201), amount: 1900)])
        #expect(reservation.allocations.map(\.delivered) == [1900] && reservation.state == .ended)
    }

    @Test("knows its own allocations only")
    func unknown() {
        var reservation = Sample.reservation(.shipped, [Sample.allocation(.shipped)])
        #expect(throws: ReservationRefusal.allocationUnknown(Sample.id(999))) {
            try reservation.deliver([DeliveredGoods(allocationID: Sample.id(999), amount: 1)])
        }
    }
}
