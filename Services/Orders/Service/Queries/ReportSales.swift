internal import Delivery
internal import Eventing
internal import OrdersDomain
internal import OrdersEvents
public import Postgres
public import Vocabulary

extension OrdersService {
    /// What orders brought, in all and county by county.
    /// - Parameter county: only what it brought to this county; nil for all.
    public func reportSales(
        of county: DivisionCode? = nil, in transaction: PostgresTransaction
    ) async throws -> SalesReport {
        let reader = SalesReportReader(transaction: transaction)
        let imbalance: [Fen] = try await transaction.query(
            "SELECT coalesce(sum(posted_fen), 0)::bigint FROM ledger_account"
        ).decode(Fen.self)
        let sums = try await reader.sums()
        return SalesReport(
            total: sums[county] ?? .init(),
            counties: sums.compactMap { origin, sums in origin.map { SalesReport.County($0, sums) } }
                .filter { county == nil || $0.county == county }.sorted { $0.county < $1.county },
            ledgerImbalanceFen: imbalance.first ?? 0, placedToConfirmedMs: try await reader.latency(of: county))
    }
}

/// Reads the report's parts. A sum's county is nil for what all counties come to.
private struct SalesReportReader {
    let transaction: PostgresTransaction

    func sums() async throws -> [DivisionCode?: SalesReport.Sums] {
        var sums: [DivisionCode?: SalesReport.Sums] = [:]
        for (county, state, wasConfirmed, reason, orders) in try await orderCounts().decode(
            DivisionCode?.self, OrderState.self, Bool.self, String?.self, Int64.self)
        {
            sums[county, default: .init()].placed += orders
            if wasConfirmed { sums[county, default: .init()].confirmed += orders }
            if state == .completed { sums[county, default: .init()].completed += orders }
            if let reason {
                sums[county, default: .init()].cancelled.append(.init(reason: reason, orders: orders))
            }
        }
        for (county, sales, owed, paidToRegistered, paidToHouseholds, fund) in try await money().decode(
            DivisionCode?.self, Fen.self, Fen.self, Fen.self, Fen.self, Fen.self)
        {
            sums[county, default: .init()].salesFen = sales
            sums[county, default: .init()].toRegisteredFen = owed
            sums[county, default: .init()].paidToRegisteredFen = paidToRegistered
            sums[county, default: .init()].paidToRegisteredPermille =
                sales > 0 ? paidToRegistered * 1000 / sales : 0
            sums[county, default: .init()].paidToHouseholdsFen = paidToHouseholds
            sums[county, default: .init()].countyFundFen = fund
        }
        return sums
    }

    private func orderCounts() async throws -> PostgresRows {
        try await transaction.query(
            """
            WITH counted AS (
                SELECT DISTINCT sales_order.id, product.county, state, confirmed_at IS NOT NULL AS was_confirmed,
                    cancellation
                FROM sales_order
                JOIN order_line ON order_id = sales_order.id
                JOIN product ON product.id = order_line.product
            )
            SELECT county, state, was_confirmed, cancellation, count(*) FROM counted
            GROUP BY county, state, was_confirmed, cancellation
            UNION ALL
            SELECT NULL, state, confirmed_at IS NOT NULL, cancellation, count(*) FROM sales_order
            GROUP BY state, confirmed_at IS NOT NULL, cancellation
            """)
    }

    /// What a payee has is what is paid of its shares, less what was kept back of them.
    private func money() async throws -> PostgresRows {
        try await transaction.query(
            """
            WITH paid AS (
                SELECT settlement, share.holder, true AS is_whole FROM payout_share AS share
                JOIN payout ON payout.id = payout
                WHERE state = 'paid' AND share.account = 'household' AND NOT is_void
            ), line AS (
                SELECT line.settlement, origin, is_beneficiary, line.amount_fen, dues_fen, is_whole, (
                        SELECT coalesce(sum(share.amount_fen), 0) FROM settlement_share AS share
                        WHERE share.settlement = line.settlement AND line_position = line.position
                            AND account = 'county-fund') AS fund_fen,
                    token
                FROM settlement_line AS line
                LEFT JOIN paid ON paid.settlement = line.settlement AND paid.holder = token
            ), kept AS (
                SELECT origin, is_beneficiary, recovery.amount_fen
                FROM payout_recovery AS recovery
                JOIN payout ON payout.id = payout AND state = 'paid'
                JOIN LATERAL (
                    SELECT origin, is_beneficiary FROM settlement_line AS line
                    WHERE line.settlement = recovery.settlement AND token = recovery.holder LIMIT 1
                ) AS first_line ON true
                WHERE recovery.account = 'household' AND NOT is_void
            ), part AS (
                SELECT origin, amount_fen AS sales,
                    CASE WHEN is_beneficiary THEN dues_fen ELSE 0 END AS owed,
                    CASE WHEN is_beneficiary AND is_whole THEN dues_fen ELSE 0 END AS to_registered,
                    CASE WHEN is_whole THEN dues_fen ELSE 0 END AS to_households, fund_fen AS fund
                FROM line
                UNION ALL
                SELECT origin, 0, 0, CASE WHEN is_beneficiary THEN -amount_fen ELSE 0 END, -amount_fen, 0 FROM kept
            )
            SELECT origin, coalesce(sum(sales), 0)::bigint, coalesce(sum(owed), 0)::bigint,
                coalesce(sum(to_registered), 0)::bigint, coalesce(sum(to_households), 0)::bigint,
                coalesce(sum(fund), 0)::bigint
            FROM part GROUP BY GROUPING SETS ((origin), ())
            """)
    }

    /// - Parameter county: only of orders for goods of this county; nil for all.
    func latency(of county: DivisionCode?) async throws -> SalesReport.Latency {
        let rows = try await transaction.query(
            """
            SELECT count(*), coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY ms), 0),
                coalesce(percentile_disc(0.95) WITHIN GROUP (ORDER BY ms), 0),
                coalesce(percentile_disc(0.99) WITHIN GROUP (ORDER BY ms), 0)
            FROM (
                SELECT (extract(epoch FROM confirmed.logged_at - placed.logged_at) * 1000)::bigint AS ms
                FROM event_log AS placed
                JOIN event_log AS confirmed USING (aggregate, subject)
                JOIN sales_order ON sales_order.id::text = subject
                WHERE placed.type = \(OrderPlaced.type.name) AND confirmed.type = \(OrderConfirmed.type.name)
                    AND kind = 'retail' AND (\(county)::text IS NULL OR EXISTS (
                        SELECT FROM order_line JOIN product ON product.id = order_line.product
                        WHERE order_id = sales_order.id AND product.county = \(county)))
            ) AS measured
            """)
        guard let row = rows.first else { return .init(orders: 0, p50: 0, p95: 0, p99: 0) }
        let (orders, p50, p95, p99) = try row.decode(Int64.self, Int64.self, Int64.self, Int64.self)
        return .init(orders: orders, p50: p50, p95: p95, p99: p99)
    }
}
