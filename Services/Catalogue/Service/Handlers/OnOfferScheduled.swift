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
        let snapshot = try await stock(of: offers.map(\.terms.productID), at: now, in: transaction)
        let store = SlotStore(transaction: transaction)
        var answered = Set(try await store.load(offers.map(\.terms.offerID)).keys)
        let fresh = offers.filter { answered.insert($0.terms.offerID).inserted }
        if fresh.isEmpty { return [] }
        let round = setAsideStock(for: fresh.map(\.terms), from: snapshot, at: now, newID: { .make() })
        try LotStore(transaction: transaction).move(round.movements)
        try store.insert(round.answers.map(\.slot))
        try PriceBreachStore(transaction: transaction).insert(round.breaches)
        let answers = try zip(fresh, round.answers).map { asked, answer in
            switch answer {
            case .setAside(let slot):
                try PendingEvent(
                    StockSetAside(slot, total: slot.terms.allotment), causedBy: asked.received.envelope)
            case .refused(let slot, let reason, let available):
                try PendingEvent(
                    StockSetAsideRefused(slot, reason, available: available), causedBy: asked.received.envelope)
            }
        }
        return answers + (try round.breaches.map { try PendingEvent(PriceBreached($0)) })
    }
}

extension SlotTerms {
    fileprivate init(_ offer: OfferNotice) {
        self.init(
            offerID: offer.offerID, listingID: offer.listingID, productID: offer.productID, price: offer.price,
            allotment: offer.allotment, opensAt: offer.opensAt, closesAt: offer.closesAt)
    }
}
