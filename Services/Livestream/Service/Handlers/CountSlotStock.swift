internal import Delivery
internal import Eventing
internal import LivestreamDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

/// What an event told of a slot's stock.
struct SlotNews: Sendable {
    let offer: UUIDv7
    let movement: SlotMovement
    let event: EventEnvelope
}

extension LivestreamService {
    /// Counts what orders did to slots' stock: the whole batch of each slot at once.
    func count(_ news: [SlotNews], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        guard !news.isEmpty else { return [] }
        let now = workbench.clock.now()
        let newsOf = Dictionary(grouping: news, by: \.offer)
        var desk = try await SlotDesk(locking: newsOf.keys.sorted(), in: transaction)
        let store = SlotAllocationStore(transaction: transaction)
        var ordersOf = try await store.load(news.flatMap { $0.movement.allocations.map(\.allocationID) })
        for (offer, news) in newsOf.sorted(by: { $0.key < $1.key }) {
            guard let last = news.last else { continue }
            var orders = ordersOf[offer] ?? [:]
            try desk.take(.count, of: offer, Act(hearing: last.event, at: now)) { (slot) throws(OfferSlotRefusal) in
                try slot.count(news.map(\.movement), of: &orders, at: now)
            }
            ordersOf[offer] = orders
        }
        try store.save(ordersOf)
        return try desk.save()
    }
}

extension SlotNews {
    /// What an event tells of the slots that it names, one piece of news for each.
    static func of(
        _ event: EventEnvelope, order: UUIDv7, _ kind: SlotMovement.Kind,
        _ parts: [(offer: UUIDv7?, allocation: UUIDv7, quantity: Quantity)]
    ) -> [SlotNews] {
        let named = parts.compactMap { part in part.offer.map { (offer: $0, part: part) } }
        return Dictionary(grouping: named, by: \.offer).sorted { $0.key < $1.key }.map { offer, parts in
            let moved = parts.map { SlotMovement.Part(allocationID: $0.part.allocation, quantity: $0.part.quantity) }
            return SlotNews(
                offer: offer, movement: SlotMovement(orderID: order, kind: kind, allocations: moved), event: event)
        }
    }
}
