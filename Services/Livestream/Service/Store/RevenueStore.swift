internal import Delivery
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary

/// Money that episodes brought in, and the exposure that listings earned by it.
struct RevenueStore {
    let transaction: PostgresTransaction

    /// Keeps attributions.
    func insert(_ attributions: [Attribution]) throws(PostgresError) {
        let credits = attributions.map(\.credit)
        try transaction.send(
            """
            INSERT INTO attribution (id, settlement, order_id, episode, offer, listing, rule, product, county,
                amount_fen, to_registered_fen, evidence)
            SELECT * FROM unnest(
                \(attributions.map(\.id)), \(attributions.map(\.settlementID)), \(attributions.map(\.orderID)),
                \(credits.map(\.episode.episodeID)), \(credits.map(\.offerID)), \(credits.map(\.listingID)),
                \(credits.map(\.rule)), \(attributions.map(\.productID)), \(attributions.map(\.county)),
                \(attributions.map(\.amount)), \(attributions.map(\.toRegistered)), \(attributions.map(\.evidenceID)))
            """)
    }

    /// The accounts of the listings that attributions belong to, locked. One that has earned nothing yet is opened.
    func accounts(for attributions: [Attribution]) async throws -> [UUIDv7: TrafficAccount] {
        let listed = Dictionary(attributions.map { ($0.credit.listingID, $0) }) { first, _ in first }
            .sorted { $0.key < $1.key }
        // Two settlements may be the first of a listing at the same time: the second waits here for the other.
        try transaction.send(
            """
            INSERT INTO traffic_account (listing, product, county, earned_fen, rewarded_fen)
            SELECT listing, product, county, 0, 0
            FROM unnest(\(listed.map(\.key)), \(listed.map(\.value.productID)), \(listed.map(\.value.county)))
                AS listed (listing, product, county)
            ON CONFLICT DO NOTHING
            """)
        let rows = try await transaction.query(
            """
            SELECT listing, product, county, earned_fen, rewarded_fen, evidence FROM traffic_account
            WHERE listing = ANY (\(listed.map(\.key))) ORDER BY listing FOR NO KEY UPDATE
            """
        ).decode(UUIDv7.self, UUIDv7.self, DivisionCode.self, Int64.self, Int64.self, UUIDv7?.self)
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let account = TrafficAccount(
                    listingID: row.0, productID: row.1, county: row.2, earned: row.3, rewarded: row.4,
                    evidenceID: row.5)
                return (row.0, account)
            })
    }

    /// Saves what listings earned and were rewarded.
    func update(_ accounts: [TrafficAccount]) throws(PostgresError) {
        try transaction.send(
            """
            UPDATE traffic_account SET earned_fen = new.earned_fen, rewarded_fen = new.rewarded_fen,
                evidence = new.evidence
            FROM unnest(
                \(accounts.map(\.listingID)), \(accounts.map(\.earned)), \(accounts.map(\.rewarded)),
                \(accounts.map(\.evidenceID))
            ) AS new (listing, earned_fen, rewarded_fen, evidence)
            WHERE traffic_account.listing = new.listing
            """)
    }

    /// Keeps grants.
    func insert(_ grants: [TrafficGrant]) throws(PostgresError) {
        guard !grants.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO traffic_grant (id, listing, impressions, begins_at, ends_at, evidence, policy_from)
            SELECT * FROM unnest(
                \(grants.map(\.id)), \(grants.map(\.listingID)), \(grants.map(\.impressions)),
                \(grants.map(\.period.start)), \(grants.map(\.period.end)), \(grants.map(\.evidenceID)),
                \(grants.map(\.policyFrom)))
            """)
    }
}
