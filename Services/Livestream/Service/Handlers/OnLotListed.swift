internal import CatalogueEvents
internal import Delivery
internal import Postgres
internal import Vocabulary

extension LivestreamService {
    /// `lot.listed`: goods are on sale, a registered household's perhaps.
    func on(_ events: [Received<LotListed>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let latest = Dictionary(events.map { ($0.body.lotID, $0.body) }) { _, last in last }
        try CatalogueStore(transaction: transaction).save(
            latest.values.map { KnownLot(id: $0.lotID, product: $0.productID, isRegistered: $0.isRegistered) }
                .sorted { $0.id < $1.id })
        return []
    }
}
