import CatalogueDomain
import Testing
import Vocabulary

extension Sample {
    static func allocation(
        _ stage: AllocationStage, line: UInt64 = 1, lot: UInt64 = 1, offer: UInt64? = nil, grams: Int64 = 3000,
        carried: Bool = true, seized: Int64 = 0,
    ) -> Allocation {
        Allocation(
            id: id(200 + line), line: Int32(line), lotID: id(lot), offerID: offer.map(id),
            quantity: .grams(grams), isCarried: carried, stage: stage,
            open: stage == .released || stage == .ended ? 0 : grams - seized, seized: seized, revocation: nil)
    }

    static func reservation(_ state: ReservationState, _ allocations: [Allocation]) -> Reservation {
        Reservation(orderID: id(10_001), decidedAt: now, state: state, allocations: allocations)
    }

    static func paths(slots: [SlotStock] = [], lots: [Lot] = []) -> ReleasePaths {
        ReleasePaths(slots: slots, lots: lots, at: now)
    }
}

extension ReservationState {
    /// A reservation of one allocation in this state.
    fileprivate var reservation: Reservation {
        switch self {
        case .held: Sample.reservation(self, [Sample.allocation(.reserved)])
        case .refused: Sample.reservation(self, [])
        case .committed: Sample.reservation(self, [Sample.allocation(.committed)])
        case .shipped: Sample.reservation(self, [Sample.allocation(.shipped)])
        case .released: Sample.reservation(self, [Sample.allocation(.released)])
        case .ended: Sample.reservation(self, [Sample.allocation(.ended)])
        }
    }
}

extension ReservationCommand {
    /// Gives the command for all of the order's goods; the state that it leads to, nil if refused.
    fileprivate func outcome(on original: Reservation) -> ReservationState? {
        var reservation = original
        let id = Sample.id(201)
        do throws(ReservationRefusal) {
            switch self {
            case .commit: _ = try reservation.commit()
            case .release: _ = try reservation.release(along: Sample.paths())
            case .revoke:
                let revocation = Revocation(
                    orderID: reservation.orderID, allocationID: id, offerID: nil, amount: 3000, isSeized: true)
                _ = try reservation.revoke([revocation], of: Sample.id(1), cause: .quarantine)
            case .withdraw:
                _ = try reservation.withdraw(
                    [WithdrawnGoods(allocationID: id, amount: 3000)], cause: .withdrawn, along: Sample.paths())
            case .collect:
                _ = try reservation.collect(
                    [CollectedGoods(allocationID: id, amount: 3000, shortReason: nil)], along: Sample.paths())
            case .condemn: _ = try reservation.condemn([CondemnedGoods(allocationID: id, amount: 1000)])
            case .deliver: _ = try reservation.deliver([DeliveredGoods(allocationID: id, amount: 3000)])
            case .fail: _ = try reservation.fail([FailedGoods(allocationID: id, soundAtStation: 0)])
            }
        } catch {
            #expect(reservation == original, "a refusal left a trace")
            return nil
        }
        return reservation.state
    }
}

@Suite("The state table of a reservation")
struct ReservationTableTests {
    /// Every allowed pair and where it leads; all other pairs are refused. Of a committed order, cancelling releases
    /// only what no consignment carries, and this one's goods are carried.
    private static let table: [ReservationState: [ReservationCommand: ReservationState]] = [
        .held: [.commit: .committed, .release: .released, .revoke: .held],
        .committed: [
            .revoke: .committed, .withdraw: .released, .collect: .shipped, .condemn: .committed, .fail: .ended,
        ],
        .shipped: [.condemn: .shipped, .deliver: .ended, .fail: .ended],
    ]

    @Test("has each of its rows, and no other", arguments: ReservationState.allCases, ReservationCommand.allCases)
    func pair(state: ReservationState, command: ReservationCommand) {
        #expect(command.outcome(on: state.reservation) == Self.table[state]?[command])
    }
}
