public import Postgres
public import Runtime

extension LivestreamService {
    /// Checks what the schema's constraints cannot see, over all its rows.
    public func audit(in transaction: PostgresTransaction) async throws -> [AuditCheck] {
        [
            try await slotsAddUp(in: transaction),
            try await openSlotsAreOnTheAir(in: transaction),
            try await presentersAreInOnePlace(in: transaction),
            try await daysAddUp(in: transaction),
            try await attributionsFollowCredits(in: transaction),
            try await accountsAddUp(in: transaction),
            try await grantsWereEarned(in: transaction),
        ]
    }

    private func slotsAddUp(in transaction: PostgresTransaction) async throws -> AuditCheck {
        // The same sums as the rule's: what was paid for was taken; what was revoked may also be released; parts never
        // exceed what was taken.
        try await AuditCheck(
            "slots' stock is what orders did to it, and never more than was set aside", over: "offer_slot",
            """
            SELECT offer_slot.id::text FROM offer_slot LEFT JOIN LATERAL (
                SELECT coalesce(sum(kept - sold), 0) AS held, coalesce(sum(sold), 0) AS committed,
                    coalesce(sum(lost), 0) AS gone
                FROM slot_allocation,
                    LATERAL (SELECT greatest(reserved, committed) AS taken) AS t,
                    LATERAL (SELECT least(slot_allocation.gone, taken) AS lost) AS l,
                    LATERAL (SELECT greatest(0, taken - lost - returned) AS kept) AS k,
                    LATERAL (SELECT least(slot_allocation.committed, kept) AS sold) AS s
                WHERE offer = offer_slot.id
            ) AS counted ON true
            WHERE (offer_slot.held, offer_slot.committed, offer_slot.gone)
                    IS DISTINCT FROM (counted.held, counted.committed, counted.gone)
                OR offer_slot.held + offer_slot.committed > allotment
            ORDER BY 1
            """, in: transaction)
    }

    private func openSlotsAreOnTheAir(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "open slots belong to live episodes, and no slot outlives its episode", over: "offer_slot",
            """
            SELECT offer_slot.id::text FROM offer_slot JOIN episode ON episode.id = episode
            WHERE (offer_slot.state IN ('open', 'sold-out') AND episode.state <> 'live')
                OR (offer_slot.state IN ('asked', 'ready') AND episode.state IN ('ended', 'cancelled'))
            ORDER BY 1
            """, in: transaction)
    }

    private func presentersAreInOnePlace(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "no presenter is in two places at once", over: "engagement",
            """
            SELECT DISTINCT one.presenter::text
            FROM engagement one JOIN episode first ON first.id = one.episode
            JOIN engagement other ON other.presenter = one.presenter AND other.episode > one.episode
            JOIN episode second ON second.id = other.episode
            WHERE first.state IN ('scheduled', 'live') AND second.state IN ('scheduled', 'live')
                AND first.starts_at < second.ends_at AND second.starts_at < first.ends_at
            ORDER BY 1
            """, in: transaction)
    }

    private func daysAddUp(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "alleviation days' totals are those of their orders", over: "alleviation_day",
            """
            SELECT day::text FROM alleviation_day LEFT JOIN LATERAL (
                SELECT count(*) AS orders, coalesce(sum(paid_fen), 0) AS sales,
                    coalesce(sum(to_registered_fen), 0) AS registered
                FROM day_sale WHERE day_sale.day = alleviation_day.day
            ) AS counted ON true
            WHERE (alleviation_day.orders, sales_fen, to_registered_fen)
                IS DISTINCT FROM (counted.orders, sales, registered)
            ORDER BY 1
            """, in: transaction)
    }

    private func attributionsFollowCredits(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "money goes where its order's lines are owed, and no settlement waits for an order that is known",
            over: "attribution",
            """
            SELECT attribution.id::text FROM attribution
            WHERE NOT EXISTS (
                SELECT FROM order_credit
                WHERE order_credit.order_id = attribution.order_id AND order_credit.episode = attribution.episode
                    AND order_credit.offer IS NOT DISTINCT FROM attribution.offer
                    AND order_credit.listing = attribution.listing)
            UNION ALL
            SELECT order_settlement.id::text FROM order_settlement JOIN tracked_order ON tracked_order.id = order_id
            WHERE waiting IS NOT NULL AND is_placed
            ORDER BY 1
            """, in: transaction)
    }

    private func accountsAddUp(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "what listings earned is what was attributed to registered households", over: "traffic_account",
            """
            SELECT coalesce(traffic_account.listing, counted.listing)::text
            FROM traffic_account FULL JOIN (
                SELECT listing, sum(to_registered_fen) AS earned FROM attribution GROUP BY listing
            ) AS counted ON counted.listing = traffic_account.listing
            WHERE earned_fen IS DISTINCT FROM earned
            ORDER BY 1
            """, in: transaction)
    }

    private func grantsWereEarned(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(
            "exposure was granted to listings that were rewarded, and for nothing else", over: "traffic_grant",
            """
            SELECT listing::text FROM traffic_account
            WHERE (rewarded_fen > 0) <> EXISTS (
                SELECT FROM traffic_grant WHERE traffic_grant.listing = traffic_account.listing)
            ORDER BY 1
            """, in: transaction)
    }
}
