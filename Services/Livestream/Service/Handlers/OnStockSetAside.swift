internal import CatalogueEvents
internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

extension LivestreamService {
    /// `stock.set-aside`: a slot is ready, or has less than it had. One whose window has begun while its episode is live
    /// opens at once, since its clock has passed.
    func on(_ events: [Received<StockSetAside>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let now = workbench.clock.now()
        let (episodes, locked) = try await slots(events.map(\.body.offerID), in: transaction)
        var desk = locked
        for event in events {
            let act = Act(hearing: event.envelope, at: now)
            let id = event.body.offerID
            try desk.takeIfAllowed(.recordSetAside, of: id, act) { (slot) throws(OfferSlotRefusal) in
                try slot.recordSetAside(
                    event.body.quantity, registeredPermille: Int32(clamping: event.body.registeredShare), at: now)
            }
            guard let slot = desk.slot(id), let episode = episodes[slot.episodeID] else { continue }
            if OfferSlot.due(among: [slot], in: episode, at: now).isEmpty { continue }
            try desk.take(.open, of: id, act) { (slot) throws(OfferSlotRefusal) in
                try slot.open(during: episode, at: now)
            }
        }
        return try desk.save()
    }

    /// Locks slots, and before them their episodes, so that these neither start nor end meanwhile.
    func slots(
        _ ids: [UUIDv7], in transaction: PostgresTransaction
    ) async throws -> (episodes: [UUIDv7: Episode], desk: SlotDesk) {
        let references = try await OfferSlotStore(transaction: transaction).episodes(of: ids)
        let episodes = try await EpisodeStore(transaction: transaction)
            .load(Set(references.values.map(\.episodeID)).sorted(), .share)
        return (
            Dictionary(uniqueKeysWithValues: episodes.map { ($0.id, $0) }),
            try await SlotDesk(locking: ids, in: transaction)
        )
    }
}
