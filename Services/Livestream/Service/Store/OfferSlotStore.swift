internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

/// Offer slots.
struct OfferSlotStore {
    let transaction: PostgresTransaction

    /// Slots, in the order of their ids.
    func load(_ ids: [UUIDv7], _ lock: RowLock) async throws -> [OfferSlot] {
        try slots(
            in: await transaction.query(
                "\(unescaped: Self.selection) WHERE id = ANY (\(ids)) ORDER BY id \(unescaped: lock.rawValue)"))
    }

    /// All slots of episodes, in the order of their ids.
    func load(ofEpisodes ids: [UUIDv7], _ lock: RowLock) async throws -> [OfferSlot] {
        try slots(
            in: await transaction.query(
                "\(unescaped: Self.selection) WHERE episode = ANY (\(ids)) ORDER BY id \(unescaped: lock.rawValue)"))
    }

    private static let selection = """
        SELECT id, episode, listing, product, price_fen, price_per, allotment, unit, per_buyer, opens_at, closes_at,
            state, set_aside, held, committed, gone, registered_permille
        FROM offer_slot
        """

    private func slots(in rows: PostgresRows) throws -> [OfferSlot] {
        try rows.decode(
            UUIDv7.self, UUIDv7.self, UUIDv7.self, UUIDv7.self, Int64.self, PriceBasis.self, Int64.self,
            QuantityUnit.self, Int64?.self, Instant.self, Instant.self, OfferSlotState.self, Int64.self, Int64.self,
            Int64.self, Int64.self, Int32.self
        ).map { row in
            OfferSlot(
                id: row.0, episodeID: row.1, listingID: row.2, productID: row.3, price: Price(row.4, row.5),
                allotment: Quantity(row.6, row.7), perBuyer: row.8.map { Quantity($0, row.7) },
                window: try Period(stored: row.9, row.10), state: row.11,
                stock: SlotStock(setAside: row.12, held: row.13, committed: row.14, gone: row.15),
                registeredPermille: row.16)
        }
    }

    /// The episodes that slots belong to, by slot.
    func episodes(of ids: [UUIDv7]) async throws -> [UUIDv7: EpisodeReference] {
        // Most orders are of no slot.
        guard !ids.isEmpty else { return [:] }
        let rows = try await transaction.query(
            """
            SELECT offer_slot.id, episode, programme FROM offer_slot JOIN episode ON episode.id = episode
            WHERE offer_slot.id = ANY (\(ids))
            """
        ).decode(UUIDv7.self, UUIDv7.self, UUIDv7.self)
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0.0, EpisodeReference(episodeID: $0.1, programmeID: $0.2)) })
    }

    /// Proposes a slot.
    func insert(_ slot: OfferSlot) throws(PostgresError) {
        try transaction.send(
            """
            INSERT INTO offer_slot (id, episode, listing, product, price_fen, price_per, allotment, unit, per_buyer,
                opens_at, closes_at, state, set_aside, held, committed, gone, registered_permille)
            VALUES (\(slot.id), \(slot.episodeID), \(slot.listingID), \(slot.productID), \(slot.price.fen),
                \(slot.price.per), \(slot.allotment.amount), \(slot.allotment.unit), \(slot.perBuyer?.amount),
                \(slot.window.start), \(slot.window.end), \(slot.state), \(slot.stock.setAside), \(slot.stock.held),
                \(slot.stock.committed), \(slot.stock.gone), \(slot.registeredPermille))
            """)
    }

    /// Saves where slots stand, and their stock.
    func update(_ slots: [OfferSlot]) throws(PostgresError) {
        guard !slots.isEmpty else { return }
        try transaction.send(
            """
            UPDATE offer_slot SET state = new.state, set_aside = new.set_aside, held = new.held,
                committed = new.committed, gone = new.gone, registered_permille = new.registered_permille
            FROM unnest(
                \(slots.map(\.id)), \(slots.map(\.state)), \(slots.map(\.stock.setAside)), \(slots.map(\.stock.held)),
                \(slots.map(\.stock.committed)), \(slots.map(\.stock.gone)), \(slots.map(\.registeredPermille))
            ) AS new (id, state, set_aside, held, committed, gone, registered_permille)
            WHERE offer_slot.id = new.id
            """)
    }
}
