public import Vocabulary

/// What was handed to a buyer of one allocation.
public struct Handed: Sendable, Equatable {
    /// The allocation.
    public let allocationID: UUIDv7
    /// How much the buyer took, in the unit ordered.
    public let delivered: Int64
    /// How much the buyer refused.
    public let refused: Int64
    /// Why; nil if all was taken.
    public let reason: RefusedGoods?

    /// Makes one.
    public init(allocationID: UUIDv7, delivered: Int64, refused: Int64 = 0, reason: RefusedGoods? = nil) {
        self.allocationID = allocationID
        self.delivered = delivered
        self.refused = refused
        self.reason = reason
    }
}

extension Consignment {
    /// DELIVER with code, signature or photograph digest: on board → delivered; all refused: on board → failed.
    /// - Parameters:
    ///   - goods: what was taken and refused, of each allocation that is carried.
    ///   - visit: the stop where its run was to unload it.
    public mutating func deliver(
        _ goods: [Handed], at visit: StopVisit, proof: DeliveryProof
    ) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.onBoard)
        try requireHandled(at: visit)
        return [try hand(goods, proof: proof, at: visit.at)]
    }

    /// Demands that a stop of its own run was to unload it.
    func requireHandled(at visit: StopVisit) throws(ConsignmentRefusal) {
        guard visit.runID == runID else { throw .anotherRun(visit.runID) }
        guard visit.unloaded.contains(id) || visit.notUnloaded.contains(id)
        else { throw .notHandledThere(stop: visit.stop) }
    }

    /// Hands goods to the buyer: delivered + refused + condemned = carried.
    mutating func hand(
        _ goods: [Handed], proof: DeliveryProof, at now: Instant
    ) throws(ConsignmentRefusal) -> ConsignmentFact {
        let handed = try byAllocation(goods, \.allocationID)
        for item in items where item.carried > 0 {
            guard let goods = handed[item.allocationID] else { throw .itemMissing(item.allocationID) }
            guard goods.delivered >= 0, goods.refused >= 0 else { throw .amountOutOfRange(item.allocationID) }
            guard goods.refused == item.carried - goods.delivered
            else { throw .doesNotAddUp(item.allocationID, carried: item.carried) }
            if goods.refused > 0 && goods.reason == nil { throw .reasonMissing(item.allocationID) }
            if goods.refused == 0 && goods.reason != nil { throw .reasonUnexpected(item.allocationID) }
        }
        let isAllRefused = handed.values.allSatisfy { $0.delivered == 0 }
        let left = remains(.onVehicle)
        let records = items.indices.map { index in
            let item = items[index]
            let goods = handed[item.allocationID]
            items[index].delivered = item.carried > 0 ? goods?.delivered ?? 0 : 0
            items[index].refused = item.carried > 0 ? goods?.refused ?? 0 : 0
            return DeliveredItem(items[index], reason: goods?.reason)
        }
        runID = nil
        guard isAllRefused else {
            state = .delivered
            return .delivered(DeliveryRecord(at: now, items: records, proof: proof))
        }
        state = .failed
        failedDeliveries += 1
        return .failed(
            FailureRecord(
                stage: .deliver, attempt: failedDeliveries, isFinal: true, reason: .refused, custody: .carrier,
                items: left, nextAttempt: nil, at: now))
    }
}

extension DeliveredItem {
    fileprivate init(_ item: ConsignmentItem, reason: RefusedGoods?) {
        self.init(
            allocationID: item.allocationID, lotID: item.lotID, delivered: item.quantity(item.delivered),
            refused: item.quantity(item.refused + item.missing),
            reason: reason ?? (item.missing > 0 ? .missing : nil))
    }
}
