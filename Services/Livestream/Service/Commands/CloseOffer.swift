internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

extension LivestreamService {
    /// Takes an offer off sale.
    public func closeOffer(
        _ id: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<OfferDetail> {
        var desk = try await SlotDesk(locking: [id], in: transaction)
        guard let episodeID = desk.slot(id)?.episodeID,
            let episode = try await EpisodeStore(transaction: transaction).load([episodeID], .none).first
        else { throw Problem.notFound("offer \(id)") }
        try context.caller.expect(episode)
        try desk.take(.close, of: id, Act(context)) { (slot) throws(OfferSlotRefusal) in try slot.close(at: context.now)
        }
        let events = try desk.save()
        try AuditTrail.record("close-offer", on: "\(id)", by: context, in: transaction)
        guard let slot = desk.slot(id) else { throw Problem.notFound("offer \(id)") }
        return Told(OfferDetail(slot), events)
    }
}
