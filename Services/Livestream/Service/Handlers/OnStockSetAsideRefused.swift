internal import CatalogueEvents
internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Runtime

extension LivestreamService {
    /// `stock.set-aside-refused`: a slot comes to nothing.
    func on(
        _ events: [Received<StockSetAsideRefused>], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        var desk = try await SlotDesk(locking: events.map(\.body.offerID), in: transaction)
        for event in events {
            let act = Act(hearing: event.envelope, at: now)
            try desk.takeIfAllowed(.recordSetAsideRefusal, of: event.body.offerID, act) {
                (slot) throws(OfferSlotRefusal) in
                try slot.recordSetAsideRefusal(SetAsideRefusal(event.body), at: now)
            }
        }
        return try desk.save()
    }
}

extension SetAsideRefusal {
    fileprivate init(_ refused: StockSetAsideRefused) {
        let reason: Reason =
            switch refused.reason {
            case .short: .short
            case .belowFloor: .belowFloor
            case .notListed: .notListed
            }
        self.init(reason: reason, available: refused.available)
    }
}
