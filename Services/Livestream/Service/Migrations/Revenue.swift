internal import Postgres

extension LivestreamService {
    /// Orders as far as they are followed, the money that episodes brought in, and the exposure that was earned by it.
    /// For their `fillfactor` see ``DeliveryTables/inbox``.
    static let revenue = Migration(
        number: 5, name: "revenue",
        sql: """
            -- What was learnt of each order, which comes in parts and in any order. The two documents are read by nobody
            -- but the rule that waits for both.
            CREATE TABLE tracked_order (
                id uuid PRIMARY KEY,
                is_placed boolean NOT NULL DEFAULT false,
                reservation json,
                confirmation json
            ) WITH (fillfactor = 30);

            -- Which episode each line of an order is owed to; a line that is owed to none has no row.
            CREATE TABLE order_credit (
                order_id uuid NOT NULL REFERENCES tracked_order,
                line integer NOT NULL,
                episode uuid NOT NULL REFERENCES episode,
                programme uuid NOT NULL REFERENCES programme,
                offer uuid REFERENCES offer_slot,
                listing uuid NOT NULL,
                rule text NOT NULL CHECK (rule IN ('slot', 'last-episode-24h')),
                PRIMARY KEY (order_id, line),
                CHECK ((rule = 'slot') = (offer IS NOT NULL))
            );
            CREATE TRIGGER order_credit_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON order_credit
                EXECUTE FUNCTION refuse_change();

            -- The settlements of each order; one that came before its order waits with its lines.
            CREATE TABLE order_settlement (
                id uuid PRIMARY KEY,
                order_id uuid NOT NULL REFERENCES tracked_order,
                waiting json
            );
            CREATE INDEX order_settlement_by_order ON order_settlement (order_id);

            -- Money that episodes brought in, or lost again by a reversal.
            CREATE TABLE attribution (
                id uuid PRIMARY KEY,
                settlement uuid NOT NULL REFERENCES order_settlement,
                order_id uuid NOT NULL REFERENCES tracked_order,
                episode uuid NOT NULL REFERENCES episode,
                offer uuid REFERENCES offer_slot,
                listing uuid NOT NULL,
                rule text NOT NULL,
                product uuid NOT NULL,
                county text NOT NULL CHECK (county ~ '^[0-9]{6}$'),
                amount_fen bigint NOT NULL,
                to_registered_fen bigint NOT NULL,
                evidence uuid,
                CHECK ((rule = 'slot') = (offer IS NOT NULL)),
                -- What goes to a registered household goes there with evidence.
                CHECK (to_registered_fen = 0 OR evidence IS NOT NULL),
                UNIQUE NULLS NOT DISTINCT (settlement, episode, offer, listing, product, county)
            );
            CREATE INDEX attribution_by_order ON attribution (order_id);
            CREATE TRIGGER attribution_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON attribution
                EXECUTE FUNCTION refuse_change();

            -- The orders that alleviation days count, each once.
            CREATE TABLE day_sale (
                order_id uuid PRIMARY KEY REFERENCES tracked_order,
                day date NOT NULL REFERENCES alleviation_day (day),
                paid_fen bigint NOT NULL CHECK (paid_fen >= 0),
                to_registered_fen bigint NOT NULL CHECK (to_registered_fen >= 0)
            );
            CREATE TRIGGER day_sale_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON day_sale
                EXECUTE FUNCTION refuse_change();

            -- What each listing earned in exposure. Reversals may leave less than was rewarded.
            CREATE TABLE traffic_account (
                listing uuid PRIMARY KEY,
                product uuid NOT NULL,
                county text NOT NULL CHECK (county ~ '^[0-9]{6}$'),
                earned_fen bigint NOT NULL,
                rewarded_fen bigint NOT NULL CHECK (rewarded_fen >= 0),
                evidence uuid,
                CHECK (rewarded_fen = 0 OR evidence IS NOT NULL)
            );

            CREATE TABLE traffic_grant (
                id uuid PRIMARY KEY,
                listing uuid NOT NULL REFERENCES traffic_account,
                impressions bigint NOT NULL CHECK (impressions > 0),
                begins_at timestamptz NOT NULL,
                ends_at timestamptz NOT NULL CHECK (ends_at > begins_at),
                evidence uuid NOT NULL,
                policy_from date NOT NULL
            );
            CREATE TRIGGER traffic_grant_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON traffic_grant
                EXECUTE FUNCTION refuse_change();
            """)
}
