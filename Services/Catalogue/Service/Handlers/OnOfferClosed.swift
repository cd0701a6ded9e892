internal import CatalogueDomain
internal import Delivery
internal import Eventing
internal import LivestreamEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension CatalogueService {
    /// What is left of a closed offer's stock is given back.
    static let giveBackDue = "slot.give-back"

    /// `offer.closed`: what is left is kept for the grace, for orders that were placed before.
    func on(_ events: [Received<OfferClosed>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let store = SlotStore(transaction: transaction)
        let now = workbench.clock.now()
        var history: [StockHistory.Entry] = []
        var slots = try await store.load(events.map(\.body.offer.offerID))
        var traces: [UUIDv7: TraceContext] = [:]
        for received in events {
            // An offer that was closed before it was answered has nothing kept for it, and never will.
            guard var slot = slots[received.body.offer.offerID] else { continue }
            var refusal: String?
            do throws(SlotStockRefusal) {
                _ = try slot.close(at: received.body.at)
            } catch {
                refusal = error.code
            }
            slots[slot.offerID] = slot
            traces[slot.offerID] = received.envelope.trace
            history.append(
                StockHistory.Entry(
                    aggregate: .slot, subject: slot.offerID, command: "close", cause: .event(received.envelope),
                    at: now,
                    refusal: refusal))
        }
        let closed = slots.values.filter { $0.state == .closed }.sorted { $0.offerID < $1.offerID }
        try store.update(closed)
        try StockHistory(transaction: transaction).append(history)
        try Deadlines.set(
            Self.giveBackDue,
            closed.compactMap { slot in
                slot.giveBackDue.map { (slot.offerID.description, $0, traces[slot.offerID]) }
            }, in: transaction)
        return []
    }

    /// The grace is over: what nobody took is on sale to anyone.
    func onGraceEnded(
        _ passed: [DeadlineHandlers.Passed], in transaction: PostgresTransaction
    ) async throws -> [PendingEvent] {
        let offers = passed.compactMap { UUIDv7($0.subject) }.sorted()
        let store = SlotStore(transaction: transaction)
        let lots = LotStore(transaction: transaction)
        try lots.lock(try await store.lots(of: offers))
        var slots = try await store.load(offers)
        let now = workbench.clock.now()
        var movements: [StockMovement] = []
        var history: [StockHistory.Entry] = []
        for deadline in passed {
            guard let offer = UUIDv7(deadline.subject), var slot = slots[offer] else { continue }
            for case .moved(let moved) in try slot.giveBack(at: deadline.due) { movements += moved }
            slots[offer] = slot
            history.append(
                StockHistory.Entry(
                    aggregate: .slot, subject: offer, command: "give-back", cause: .clock(deadline.trace),
                    at: now))
        }
        try lots.move(movements, at: now)
        try StockHistory(transaction: transaction).append(history)
        try store.update(slots.values.sorted { $0.offerID < $1.offerID })
        return []
    }
}
