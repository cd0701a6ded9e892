internal import LogisticsDomain
internal import Runtime
internal import Vocabulary

/// What follows for goods from what a driver did at a stop.
struct StopHandling {
    /// The sites among the run's stops, by their ids.
    let sites: [UUIDv7: Site]
    /// When goods that the driver says nothing of were planned on the run.
    let plannedAt: [UUIDv7: Instant]
    let act: Act

    /// Lets the goods of a stop take what was done with them.
    /// - Returns: those of which it was said in vain, since they had gone another way by the time it was heard.
    func follow(
        _ facts: [RunFact], _ saying: DriverSaying, on desk: inout ConsignmentDesk
    ) throws -> [UUIDv7] {
        let said = GoodsSaid(saying)
        for fact in facts {
            switch fact {
            case .served(let visit):
                let unheeded = try load(visit, said, on: &desk) + unload(visit, said, on: &desk)
                try miss(visit, on: &desk) { (id) throws(Problem) in try said.failed[id]?.failure() }
                return unheeded
            case .stopFailed(let visit, let failure):
                let reason = CarriageFailure(failure)
                try miss(visit, on: &desk) { _ in reason }
            default: break
            }
        }
        return []
    }

    private func load(_ visit: StopVisit, _ said: GoodsSaid, on desk: inout ConsignmentDesk) throws -> [UUIDv7] {
        var unheeded: [UUIDv7] = []
        for id in visit.loaded.map(\.consignmentID) {
            let isPlanned = desk.isPlanned(id, on: visit.runID)
            if isPlanned, desk[id]?.state == .planned {
                guard let collection = try said.loaded[id]?.collection() else { continue }
                try desk.take(.collect, of: id, act) { (goods) throws(ConsignmentRefusal) in
                    try goods.collect(collection.goods, at: visit, proof: collection.proof)
                }
            } else {
                if !isPlanned { unheeded.append(id) }
                try desk.takeIfAllowed(.load, of: id, act) { (goods) throws(ConsignmentRefusal) in
                    try goods.load(at: visit)
                }
            }
        }
        return unheeded
    }

    private func unload(_ visit: StopVisit, _ said: GoodsSaid, on desk: inout ConsignmentDesk) throws -> [UUIDv7] {
        var unheeded: [UUIDv7] = []
        for id in visit.unloaded {
            guard desk.isOnBoard(id, of: visit.runID) else {
                unheeded.append(id)
                // Refused by whatever has become of it, and noted.
                try desk.takeIfAllowed(.receive, of: id, act) { (goods) throws(ConsignmentRefusal) in
                    try goods.failDelivery(.lost, at: visit)
                }
                continue
            }
            if let received = said.received[id] {
                try receive(received, at: visit, on: &desk)
            } else if let delivered = said.delivered[id] {
                try deliver(delivered, at: visit, on: &desk)
            } else if let kept = said.kept[id] {
                let digest = try ContentDigest(said: kept.codeDigest, field: "kept.code_digest")
                try desk.take(.arrive, of: id, act) { (goods) throws(ConsignmentRefusal) in
                    try goods.arrive(at: visit, codeDigest: digest)
                }
            }
        }
        return unheeded
    }

    private func receive(_ received: ReceivedGoods, at visit: StopVisit, on desk: inout ConsignmentDesk) throws {
        guard let site = sites[visit.placeID] else { throw ConsignmentRefusal.siteDoesNotSort(visit.placeID) }
        try desk.take(.receive, of: received.consignmentID, act) { (goods) throws(ConsignmentRefusal) in
            try goods.receive(at: site, received.counted ?? goods.countedWhole, at: visit.at)
        }
    }

    private func deliver(_ delivered: DeliveredGoods, at visit: StopVisit, on desk: inout ConsignmentDesk) throws {
        let (handed, proof) = (try delivered.handed(), try delivered.deliveryProof())
        try desk.take(.deliver, of: delivered.consignmentID, act) { (goods) throws(ConsignmentRefusal) in
            guard goods.itinerary?.destination.id == visit.placeID else { throw .wrongPlace(visit.placeID) }
            return try goods.deliver(handed ?? goods.handedWhole, at: visit, proof: proof)
        }
    }

    /// What was to be handled and was not: a collection or a delivery has failed, and needs a reason. What was only to
    /// change vehicles waits where it is for another plan.
    private func miss(
        _ visit: StopVisit, on desk: inout ConsignmentDesk,
        because reason: (UUIDv7) throws(Problem) -> CarriageFailure?
    ) throws {
        for id in visit.notLoaded where desk.isPlanned(id, on: visit.runID) {
            if desk[id]?.state == .planned, !isUnheardOf(id, at: visit, try reason(id)) {
                let failure = try require(reason(id), of: id)
                try desk.take(.failCollection, of: id, act) { (goods) throws(ConsignmentRefusal) in
                    try goods.failCollection(failure, at: visit)
                }
            } else {
                try desk.take(.release, of: id, act) { (goods) throws(ConsignmentRefusal) in
                    try goods.release(from: visit.runID)
                }
            }
        }
        for id in visit.notUnloaded where desk.isOnBoard(id, of: visit.runID) {
            guard desk[id]?.itinerary?.destination.id == visit.placeID else { continue }
            let failure = try require(reason(id), of: id)
            try desk.take(.failDelivery, of: id, act) { (goods) throws(ConsignmentRefusal) in
                try goods.failDelivery(failure, at: visit)
            }
        }
    }

    /// Whether a driver is silent about goods because they were planned only after the stop had ended: then they wait for
    /// another plan, and nothing has failed.
    private func isUnheardOf(_ id: UUIDv7, at visit: StopVisit, _ failure: CarriageFailure?) -> Bool {
        guard failure == nil, let plannedAt = plannedAt[id] else { return false }
        return visit.at < plannedAt
    }

    private func require(_ failure: CarriageFailure?, of id: UUIDv7) throws(Problem) -> CarriageFailure {
        guard let failure else {
            throw Problem(
                422, "goods-unaccounted", "say what became of consignment \(id), among failed if nothing was done",
                field: "failed")
        }
        return failure
    }
}

extension CarriageFailure {
    /// Why goods were not handled at a stop that was left.
    fileprivate init(_ failure: StopFailure) {
        switch failure {
        case .absent: self = .absent
        case .closed: self = .closed
        case .road: self = .road
        case .vehicle: self = .vehicle
        }
    }
}
