internal import CatalogueDomain
internal import CatalogueEvents
internal import Delivery
internal import Eventing
internal import LivestreamEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// `offer.scheduled`: sets each offer's whole allotment aside, or refuses it. An offer is answered once.
    func on(_ events: [Received<OfferScheduled>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        let offers = events.map { (received: $0, terms: SlotTerms($0.body.offer)) }
        // The locks of the lots come first, as for orders.
        // All that nobody has a claim on: a refusal names how much there would have been.
        let demand = Dictionary(offers.map { ($0.terms.productID, Int64.max) }) { first, _ in first }
        let snapshot = try await stock(for: demand, at: now, in: transaction)
        let store = SlotStore(transaction: transaction)
        var answered = Set(try await store.load(offers.map(\.terms.offerID)).keys)
        let fresh = offers.filter { answered.insert($0.terms.offerID).inserted }
        if fresh.isEmpty { return [] }
        let round = setAsideStock(for: fresh.map(\.terms), from: snapshot, at: now, newID: { .make() })
        try LotStore(transaction: transaction).move(round.movements, at: now)
        try store.insert(round.answers.map(\.slot))
        try PriceBreachStore(transaction: transaction).insert(round.breaches)
        try StockHistory(transaction: transaction).append(
            zip(fresh, round.answers).map { asked, answer in
                StockHistory.Entry(
                    aggregate: .slot, subject: asked.terms.offerID,
                    command: answer.slot.state == .setAside ? "set-aside" : "refuse",
                    cause: .event(asked.received.envelope), at: now)
            })
        return try zip(fresh, round.answers).flatMap { asked, answer in
            let breaches = round.breaches.filter { $0.offerID == asked.terms.offerID }.map(PriceBreached.init)
            return [try PendingEvent(answer, causedBy: asked.received.envelope)]
                + (try breaches.map { try PendingEvent($0, causedBy: asked.received.envelope) })
        }
    }
}

extension PendingEvent {
    /// What an offer is answered.
    fileprivate init(_ answer: SetAsideAnswer, causedBy cause: EventEnvelope) throws(EventFault) {
        switch answer {
        case .setAside(let slot):
            try self.init(StockSetAside(slot, total: slot.terms.allotment), causedBy: cause)
        case .refused(let slot, let reason, let available):
            try self.init(StockSetAsideRefused(slot, reason, available: available), causedBy: cause)
        }
    }
}

extension SlotTerms {
    fileprivate init(_ offer: OfferNotice) {
        self.init(
            offerID: offer.offerID, listingID: offer.listingID, productID: offer.productID, price: offer.price,
            allotment: offer.allotment, opensAt: offer.opensAt, closesAt: offer.closesAt)
    }
}
