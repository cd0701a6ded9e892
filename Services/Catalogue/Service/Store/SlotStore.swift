internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// What is kept for the offers of episodes.
struct SlotStore {
    let transaction: PostgresTransaction

    /// Loads slots' stock and locks it, in the order of the offers' ids. Lots are locked before their slots.
    func load(_ offers: [UUIDv7]) async throws -> [UUIDv7: SlotStock] {
        if offers.isEmpty { return [:] }
        try transaction.send(
            "SELECT FROM slot_stock WHERE offer = ANY (\(offers)) ORDER BY offer FOR NO KEY UPDATE")
        let slots = try transaction.send(
            """
            SELECT offer, listing, product, price_fen, price_per, allotment, unit, opens_at, closes_at, state, total,
                registered_permille, closed_at
            FROM slot_stock WHERE offer = ANY (\(offers))
            """)
        let shares = try transaction.send(
            "SELECT offer, lot, amount FROM slot_share WHERE offer = ANY (\(offers)) ORDER BY offer, lot")
        let rows = try await slots.rows.decode(
            UUIDv7.self, UUIDv7.self, UUIDv7.self, Fen.self, PriceBasis.self, Int64.self, QuantityUnit.self,
            Instant.self, Instant.self, SlotStockState.self, Int64.self, Int64.self, Instant?.self)
        let sharesOf = Dictionary(
            grouping: try await shares.rows.decode(UUIDv7.self, UUIDv7.self, Int64.self), by: \.0)
        var found: [UUIDv7: SlotStock] = [:]
        for row in rows {
            found[row.0] = SlotStock(
                terms: SlotTerms(
                    offerID: row.0, listingID: row.1, productID: row.2, price: Price(row.3, row.4),
                    allotment: Quantity(row.5, row.6), opensAt: row.7, closesAt: row.8),
                state: row.9, total: row.10, registeredPermille: row.11,
                shares: (sharesOf[row.0] ?? []).map { SlotStock.Share(lotID: $0.1, amount: $0.2) }, closedAt: row.12)
        }
        return found
    }

    /// The offers that some lots keep something for.
    func offers(of lots: [UUIDv7]) async throws -> [UUIDv7] {
        if lots.isEmpty { return [] }
        return try await transaction.query(
            "SELECT DISTINCT offer FROM slot_share WHERE lot = ANY (\(lots)) ORDER BY offer"
        ).decode(UUIDv7.self)
    }

    /// The lots that keep something for some offers.
    func lots(of offers: [UUIDv7]) async throws -> [UUIDv7] {
        if offers.isEmpty { return [] }
        return try await transaction.query(
            "SELECT DISTINCT lot FROM slot_share WHERE offer = ANY (\(offers)) ORDER BY lot"
        ).decode(UUIDv7.self)
    }

    /// Keeps the stock of new slots.
    func insert(_ slots: [SlotStock]) throws {
        guard !slots.isEmpty else { return }
        let terms = slots.map(\.terms)
        try transaction.send(
            """
            INSERT INTO slot_stock (offer, listing, product, price_fen, price_per, allotment, unit, opens_at, closes_at,
                state, total, registered_permille, closed_at)
            SELECT * FROM unnest(
                \(terms.map(\.offerID)), \(terms.map(\.listingID)), \(terms.map(\.productID)),
                \(terms.map(\.price.fen)), \(terms.map(\.price.per)), \(terms.map(\.allotment.amount)),
                \(terms.map(\.allotment.unit)), \(terms.map(\.opensAt)), \(terms.map(\.closesAt)),
                \(slots.map(\.state)), \(slots.map(\.total)), \(slots.map(\.registeredPermille)),
                \(slots.map(\.closedAt)))
            """)
        try insertShares(of: slots)
    }

    /// Keeps what became of slots' stock.
    func update(_ slots: [SlotStock]) throws {
        guard !slots.isEmpty else { return }
        try transaction.send(
            """
            UPDATE slot_stock SET state = changed.state, total = changed.total, closed_at = changed.closed_at
            FROM unnest(
                \(slots.map(\.offerID)), \(slots.map(\.state)), \(slots.map(\.total)), \(slots.map(\.closedAt)))
                AS changed (offer, state, total, closed_at)
            WHERE slot_stock.offer = changed.offer
            """)
        try transaction.send("DELETE FROM slot_share WHERE offer = ANY (\(slots.map(\.offerID)))")
        try insertShares(of: slots)
    }

    /// Keeps what movements of goods did to what is kept for offers.
    func follow(_ movements: [StockMovement], on slots: [SlotStock]) throws {
        let moved = Set(movements.compactMap(\.offerID))
        try update(
            slots.filter { moved.contains($0.offerID) }.sorted { $0.offerID < $1.offerID }.map { slot in
                var slot = slot
                // Orders only take here; what lots lose for good is told where they lose it.
                _ = slot.follow(movements)
                return slot
            })
    }

    private func insertShares(of slots: [SlotStock]) throws {
        let shares = slots.flatMap { slot in slot.shares.map { (offer: slot.offerID, share: $0) } }
        guard !shares.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO slot_share (offer, lot, amount)
            SELECT * FROM unnest(
                \(shares.map(\.offer)), \(shares.map(\.share.lotID)), \(shares.map(\.share.amount)))
            """)
    }
}
