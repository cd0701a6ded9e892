public import Vocabulary

extension Consignment {
    /// FAIL at delivery: on board → at hub while fewer than three attempts were made and the goods are sound; else on
    /// board → failed.
    /// - Parameters:
    ///   - visit: the stop where its run was to unload it and did not.
    ///   - nextAttempt: when it is meant to be tried again, if known.
    public mutating func failDelivery(
        _ reason: CarriageFailure, at visit: StopVisit, nextAttempt: Instant? = nil
    ) throws(ConsignmentRefusal) -> [ConsignmentFact] {
        try require(.onBoard)
        try requireHandled(at: visit)
        guard !visit.unloaded.contains(id) else { throw .unloadedThere(stop: visit.stop) }
        switch reason {
        case .absent, .closed, .road, .vehicle, .spoiled, .lost: break
        case .goodsMissing, .refused, .unclaimed: throw .failureElsewhere(reason)
        }
        failedDeliveries += 1
        let isFinal = failedDeliveries >= Self.deliveryAttempts || reason == .spoiled || reason == .lost
        state = isFinal ? .failed : .atHub
        runID = nil
        let whereabouts: GoodsWhereabouts = reason == .lost ? .lost : isFinal ? .onVehicle : .atHub
        let record = FailureRecord(
            stage: .deliver, attempt: failedDeliveries, isFinal: isFinal, reason: reason, custody: .carrier,
            items: remains(whereabouts), nextAttempt: isFinal ? nil : nextAttempt, at: visit.at)
        return [.failed(record)]
    }

    /// How often a delivery is tried.
    public static let deliveryAttempts: Int32 = 3
}
