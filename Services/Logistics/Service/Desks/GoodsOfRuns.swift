internal import LogisticsDomain
internal import Vocabulary

extension ConsignmentDesk {
    /// Whether a consignment waits for this run to load it.
    func isPlanned(_ id: UUIDv7, on run: UUIDv7) -> Bool {
        guard let consignment = self[id], consignment.runID == run else { return false }
        return consignment.state == .planned || consignment.state == .atHub
    }

    /// Whether this run has a consignment on board.
    func isOnBoard(_ id: UUIDv7, of run: UUIDv7) -> Bool {
        guard let consignment = self[id] else { return false }
        return consignment.state == .onBoard && consignment.runID == run
    }
}

extension Consignment {
    /// Whether it waits at a site and no run is planned for it.
    var waitsForPlan: Bool {
        (state == .accepted || state == .atHub) && runID == nil
    }

    /// The count of a clerk who finds all that is carried.
    var countedWhole: [Counted] {
        items.filter { $0.carried > 0 }.map { Counted(allocationID: $0.allocationID, amount: $0.carried) }
    }

    /// What is handed to a buyer who takes all that is carried.
    var handedWhole: [Handed] {
        items.filter { $0.carried > 0 }.map { Handed(allocationID: $0.allocationID, delivered: $0.carried) }
    }
}
