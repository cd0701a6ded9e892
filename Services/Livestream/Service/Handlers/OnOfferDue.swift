internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Runtime

extension LivestreamService {
    /// A slot's window has begun: it opens if its episode is live. If not, it opens when that starts.
    func onWindowBegun(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let (episodes, locked) = try await slots(try passed.map { try $0.id() }, in: transaction)
        var desk = locked
        for deadline in passed {
            let id = try deadline.id()
            guard let slot = desk.slot(id), let episode = episodes[slot.episodeID] else { continue }
            try desk.takeIfAllowed(.open, of: id, Act(clockAt: deadline.due, in: deadline.trace)) {
                (slot) throws(OfferSlotRefusal) in
                try slot.open(during: episode, at: deadline.due)
            }
        }
        return try desk.save()
    }

    /// A slot's window has ended: it is over.
    func onWindowEnded(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        var desk = try await SlotDesk(locking: try passed.map { try $0.id() }, in: transaction)
        for deadline in passed {
            try desk.takeIfAllowed(.closeAtWindowEnd, of: deadline.id(), Act(clockAt: deadline.due, in: deadline.trace))
            {
                (slot) throws(OfferSlotRefusal) in
                try slot.closeAtWindowEnd(at: deadline.due)
            }
        }
        return try desk.save()
    }
}
