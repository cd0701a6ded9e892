internal import Delivery
internal import Eventing
internal import LogisticsDomain
internal import LogisticsEvents
internal import Vocabulary
internal import Runtime

extension Consignment {
    /// What is told of what happened to it. What hubs, vehicles and clocks do with it is nobody else's affair.
    func events(of facts: [ConsignmentFact], by act: Act) throws(EventFault) -> [PendingEvent] {
        var events: [PendingEvent] = []
        for fact in facts {
            if let event = try event(of: fact, by: act) { events.append(event) }
        }
        return events
    }

    private func event(of fact: ConsignmentFact, by act: Act) throws(EventFault) -> PendingEvent? {
        switch fact {
        case .accepted(let instant):
            guard let itinerary else { return nil }
            return try tell(ConsignmentAccepted(self, itinerary, at: instant), act)
        case .refused(let reason): return try tell(ConsignmentRefused(self, reason), act)
        case .withdrawn(let amounts, let isWhole, let instant):
            return try tell(
                ConsignmentWithdrawn(
                    consignmentID: id, orderID: request.orderID, items: amounts.map(ConsignmentPart.init),
                    isWhole: isWhole, at: instant), act)
        case .collected(let record): return try tell(ConsignmentCollected(self, record), act)
        case .arrived(let site, let deadline, _):
            return try tell(
                ConsignmentArrived(
                    consignmentID: id, orderID: request.orderID, stationID: site, pickUpBy: deadline), act)
        case .delivered(let record): return try tell(ConsignmentDelivered(self, record), act)
        case .failed(let record): return try tell(ConsignmentFailed(self, record), act)
        case .received, .loaded, .transferred, .pickUpDeadlineSet, .pickUpDeadlineStruck, .wrongCode, .condemned:
            return nil
        }
    }

    private func tell(_ event: some Event, _ act: Act) throws(EventFault) -> PendingEvent {
        try act.tell(event, about: request.orderID)
    }
}

// MARK: - Translation

extension ConsignmentPart {
    fileprivate init(_ amount: AllocationQuantity) {
        self.init(allocationID: amount.allocationID, lotID: amount.lotID, quantity: amount.quantity)
    }
}

extension ConsignmentAccepted {
    fileprivate init(_ consignment: Consignment, _ itinerary: Itinerary, at instant: Instant) throws(EventFault) {
        let request = consignment.request
        let load = consignment.load
        self.init(
            consignmentID: consignment.id, orderID: request.orderID,
            direction: try Direction(sameAs: request.direction),
            origin: request.originID, hub: itinerary.hubID,
            destination: Destination(kind: try Destination.Kind(sameAs: request.destinationKind), city: request.city),
            band: request.band, grossG: load.grams, volumeMl: load.millilitres, collectFrom: itinerary.collect.from,
            collectTo: itinerary.collect.to, deliverBy: request.deliverBy, acceptedAt: instant)
    }
}

extension ConsignmentRefused {
    fileprivate init(_ consignment: Consignment, _ reason: CarriageRefusal) throws(EventFault) {
        self.init(
            consignmentID: consignment.id, orderID: consignment.request.orderID, reason: try Reason(sameAs: reason),
            items: consignment.items.map { item in
                ConsignmentPart(allocationID: item.allocationID, lotID: item.lotID, quantity: item.ordered)
            })
    }
}

extension ConsignmentCollected {
    fileprivate init(_ consignment: Consignment, _ record: CollectionRecord) throws(EventFault) {
        var items: [Item] = []
        for item in record.items {
            items.append(
                Item(
                    allocationID: item.allocationID, lotID: item.lotID, ordered: item.ordered,
                    collected: item.collected, weightG: item.weightGrams,
                    shortReason: try .init(sameAsOptional: item.shortReason)))
        }
        self.init(
            consignmentID: consignment.id, orderID: consignment.request.orderID, runID: record.runID,
            site: record.siteID, collectedAt: record.at, items: items, proof: record.proof.description)
    }
}

extension ConsignmentDelivered {
    fileprivate init(_ consignment: Consignment, _ record: DeliveryRecord) throws(EventFault) {
        self.init(
            consignmentID: consignment.id, orderID: consignment.request.orderID, deliveredAt: record.at,
            items: record.items.map { item in
                Item(
                    allocationID: item.allocationID, lotID: item.lotID, delivered: item.delivered,
                    refused: item.refused, reason: item.reason?.rawValue)
            },
            proof: Proof(
                kind: try Proof.Kind(sameAs: record.proof.kind), digest: record.proof.digest.description))
    }
}

extension ConsignmentFailed {
    fileprivate init(_ consignment: Consignment, _ record: FailureRecord) throws(EventFault) {
        var items: [Item] = []
        for item in record.items {
            items.append(
                Item(
                    allocationID: item.allocationID, lotID: item.lotID, quantity: item.quantity,
                    goods: try Item.Goods(sameAs: item.goods)))
        }
        self.init(
            consignmentID: consignment.id, orderID: consignment.request.orderID, stage: try Stage(sameAs: record.stage),
            attempt: record.attempt, isFinal: record.isFinal, reason: try Reason(sameAs: record.reason),
            custody: try Custody(sameAs: record.custody), items: items, nextAttempt: record.nextAttempt, at: record.at)
    }
}

extension Optional where Wrapped: RawRepresentable<String> {
    /// The word with the same code, if there is a word.
    fileprivate init(sameAsOptional word: (some RawRepresentable<String>)?) throws(EventFault) {
        guard let word else {
            self = nil
            return
        }
        self = try Wrapped(sameAs: word)
    }
}
