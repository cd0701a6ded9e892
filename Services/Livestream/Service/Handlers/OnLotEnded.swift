internal import CatalogueEvents
internal import Delivery
internal import Postgres

extension LivestreamService {
    /// `lot.closed`: nothing of it is on sale any more.
    func on(_ events: [Received<LotClosed>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try CatalogueStore(transaction: transaction).takeOffSale(events.map(\.body.lotID))
        return []
    }

    /// `lot.recalled`: the same.
    func on(_ events: [Received<LotRecalled>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try CatalogueStore(transaction: transaction).takeOffSale(events.map(\.body.lotID))
        return []
    }
}
