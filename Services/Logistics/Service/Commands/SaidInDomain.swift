internal import LogisticsDomain
internal import Runtime
internal import Vocabulary

extension DriverSaying {
    /// What the run is told of it.
    func command(by driver: UUIDv7) throws(Problem) -> DriverCommand {
        DriverCommand(id: id, driverID: driver, at: at, stop: stop, act: try driverAct())
    }

    private func driverAct() throws(Problem) -> DriverAct {
        if act != .serve, loaded != nil || received != nil || delivered != nil || kept != nil || failed != nil {
            throw Problem(422, "goods-unexpected", "only act serve speaks of goods; leave them out", field: "act")
        }
        switch act {
        case .arrive: return .arrive
        case .serve: return .serve(loaded: loadedIDs, unloaded: try unloadedIDs())
        case .fail:
            guard let failure, let reason = StopFailure(rawValue: failure.rawValue) else {
                throw Problem(422, "failure-missing", "say why the stop was left unserved", field: "failure")
            }
            return .fail(reason)
        }
    }

    private var loadedIDs: [UUIDv7] { (loaded ?? []).map(\.consignmentID) }

    private func unloadedIDs() throws(Problem) -> [UUIDv7] {
        let ids =
            (received ?? []).map(\.consignmentID) + (delivered ?? []).map(\.consignmentID)
            + (kept ?? []).map(\.consignmentID)
        var seen: Set<UUIDv7> = []
        for id in ids + (failed ?? []).map(\.consignmentID) + loadedIDs where !seen.insert(id).inserted {
            throw Problem(422, "repeated", "consignment \(id) is named twice; say one thing of it", field: "act")
        }
        return ids
    }
}

/// What is said of each consignment at a stop.
struct GoodsSaid {
    let loaded: [UUIDv7: LoadedGoods]
    let received: [UUIDv7: ReceivedGoods]
    let delivered: [UUIDv7: DeliveredGoods]
    let kept: [UUIDv7: KeptGoods]
    let failed: [UUIDv7: FailedGoods]

    init(_ saying: DriverSaying) {
        func byID<Goods>(_ goods: [Goods]?, _ id: (Goods) -> UUIDv7) -> [UUIDv7: Goods] {
            Dictionary((goods ?? []).map { (id($0), $0) }, uniquingKeysWith: { $1 })
        }
        loaded = byID(saying.loaded, \.consignmentID)
        received = byID(saying.received, \.consignmentID)
        delivered = byID(saying.delivered, \.consignmentID)
        kept = byID(saying.kept, \.consignmentID)
        failed = byID(saying.failed, \.consignmentID)
    }
}

// MARK: - Translation

extension LoadedGoods {
    /// What was collected, and the digest of the photograph.
    func collection() throws(Problem) -> (goods: [Collected], proof: ContentDigest) {
        guard let items else {
            throw Problem(422, "items-missing", "say how much of \(consignmentID) was collected", field: "loaded.items")
        }
        var goods: [Collected] = []
        for item in items {
            goods.append(
                Collected(
                    allocationID: item.allocationID, amount: item.amount, weightGrams: item.weightG,
                    shortReason: try item.shortReason.map { (text) throws(Problem) in
                        try ShortReason(said: text, field: "loaded.items.short_reason")
                    }))
        }
        return (goods, try ContentDigest(said: proof ?? "", field: "loaded.proof"))
    }
}

extension ReceivedGoods {
    /// What the clerk has counted; nil if all is there.
    var counted: [Counted]? {
        counts?.map {
            Counted(allocationID: $0.allocationID, amount: $0.amount, statedDifference: $0.difference)
        }
    }
}

extension DeliveredGoods {
    /// What was taken and refused; nil if all was taken.
    func handed() throws(Problem) -> [Handed]? {
        guard let items else { return nil }
        var handed: [Handed] = []
        for item in items {
            handed.append(
                Handed(
                    allocationID: item.allocationID, delivered: item.delivered, refused: item.refused,
                    reason: try item.reason.map { (text) throws(Problem) in
                        try RefusedGoods(said: text, field: "delivered.items.reason")
                    }))
        }
        return handed
    }

    /// What shows it.
    func deliveryProof() throws(Problem) -> DeliveryProof {
        DeliveryProof(
            kind: try DeliveryProofKind(said: proofKind.rawValue, field: "delivered.proof_kind"),
            digest: try ContentDigest(said: proof, field: "delivered.proof"))
    }
}

extension FailedGoods {
    /// Why.
    func failure() throws(Problem) -> CarriageFailure {
        try CarriageFailure(said: reason, field: "failed.reason")
    }
}

extension RawRepresentable<String> where Self: CaseIterable {
    fileprivate init(said text: String, field: String) throws(Problem) {
        guard let value = Self(rawValue: text) else {
            let codes = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(422, "unknown-code", "\(field) takes one of \(codes)", field: field)
        }
        self = value
    }
}
