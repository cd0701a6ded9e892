internal import Vocabulary

/// What may be asked of a reservation that exists, and in which states: the first two columns of its table in
/// `states.md`.
///
/// One order's goods may travel in several consignments, so that one is collected while another still lies at its
/// station. What is asked of a consignment is therefore judged by the stage of its own allocations; the reservation's
/// state is that of the furthest.
public enum ReservationCommand: String, Sendable, Hashable, CaseIterable {
    /// order.confirmed.
    case commit
    /// order.cancelled.
    case release
    /// A lot was quarantined, recalled or expired.
    case revoke
    /// consignment.withdrawn or consignment.refused.
    case withdraw
    /// consignment.collected.
    case collect
    /// temperature.excursion on board.
    case condemn
    /// consignment.delivered.
    case deliver
    /// consignment.failed, final.
    case fail

    /// The states that have a row for it.
    public var states: Set<ReservationState> {
        switch self {
        case .commit: [.held]
        case .release: [.held, .committed]
        case .revoke: [.held, .committed, .shipped]
        case .withdraw, .collect, .condemn, .fail: [.committed, .shipped]
        case .deliver: [.shipped]
        }
    }

    /// The stages of an allocation that have a row for it.
    var stages: Set<AllocationStage> {
        switch self {
        case .commit: [.reserved]
        case .release, .revoke: [.reserved, .committed]
        case .withdraw, .collect: [.committed]
        case .deliver: [.shipped]
        // An excursion is another aggregate's event than the collection, and may be heard of before it.
        case .condemn, .fail: [.committed, .shipped]
        }
    }
}

extension Reservation {
    /// Refuses what has no row in the state table.
    func admit(_ command: ReservationCommand) throws(ReservationRefusal) {
        guard command.states.contains(state) else { throw .notInState(state, command) }
    }

    /// Where the allocations stand that a command is about. Those that have no row for it any more are passed over,
    /// since a consignment's event speaks of all its goods; if none is left, the command is refused.
    func positions(
        of allocationIDs: [UUIDv7], for command: ReservationCommand,
    ) throws(ReservationRefusal) -> [UUIDv7: Int] {
        try admit(command)
        var positions: [UUIDv7: Int] = [:]
        for (position, allocation) in allocations.enumerated() { positions[allocation.id] = position }
        var admitted: [UUIDv7: Int] = [:]
        for id in allocationIDs {
            guard let position = positions[id] else { throw .allocationUnknown(id) }
            if command.stages.contains(allocations[position].stage) { admitted[id] = position }
        }
        guard !admitted.isEmpty else { throw .nothingOpen(command) }
        return admitted
    }

    /// Brings the state up to the furthest of the allocations.
    mutating func settle() {
        if allocations.allSatisfy(\.isOver) {
            state = allocations.allSatisfy { $0.stage == .released } ? .released : .ended
        } else if allocations.contains(where: { $0.stage == .shipped || $0.stage == .ended }) {
            state = .shipped
        }
    }
}
