public import Vocabulary

extension Consignment {
    /// EXCURSION: on board, at hub, waiting → the same with that part condemned, or failed if nothing sound is left.
    /// - Parameters:
    ///   - amounts: how much of which allocation was exposed for longer than it bears.
    ///   - excursionID: the excursion that did it.
    public mutating func condemn(
        _ amounts: [UUIDv7: Int64], by excursionID: UUIDv7, at now: Instant
    ) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.onBoard, .atHub, .waiting)
        let carried = Dictionary(items.map { ($0.allocationID, $0.carried) }, uniquingKeysWith: { $1 })
        for (id, amount) in amounts {
            guard let carried = carried[id] else { throw .unknownItem(id) }
            guard (0...carried).contains(amount) else { throw .amountOutOfRange(id) }
        }
        var condemned: [AllocationQuantity] = []
        for index in items.indices {
            let item = items[index]
            guard let amount = amounts[item.allocationID], amount > 0 else { continue }
            items[index].condemned += amount
            condemned.append(
                AllocationQuantity(
                    allocationID: item.allocationID, lotID: item.lotID, quantity: item.quantity(amount)))
        }
        guard !condemned.isEmpty else { return [] }
        let fact = ConsignmentFact.condemned(condemned, excursionID: excursionID)
        guard items.allSatisfy({ $0.carried == 0 }) else { return [fact] }
        return [fact] + spoil(at: now)
    }

    private mutating func spoil(at now: Instant) -> [ConsignmentFact] {
        let isAtStation = state == .waiting
        let record = FailureRecord(
            stage: isAtStation ? .deliver : .carry, attempt: failedDeliveries + 1, isFinal: true, reason: .spoiled,
            custody: isAtStation ? .station : .carrier, items: remains(isAtStation ? .atStation : .onVehicle),
            nextAttempt: nil, at: now)
        state = .failed
        runID = nil
        pickUp = nil
        return [.failed(record)] + (isAtStation ? [.pickUpDeadlineStruck] : [])
    }
}
