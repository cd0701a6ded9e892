internal import Postgres

extension OrdersService {
    /// Orders, what fills them, and what became of each part.
    /// For their `fillfactor` see ``DeliveryTables/inbox``.
    static let orders = Migration(
        number: 2, name: "orders",
        sql: """
            CREATE TABLE sales_order (
                id uuid PRIMARY KEY,
                kind text NOT NULL CHECK (kind IN ('retail', 'preorder', 'agency', 'downlink', 'import')),
                direction text NOT NULL CHECK (direction IN ('up', 'down', 'none')),
                channel text NOT NULL CHECK (channel IN ('shop', 'episode', 'partner', 'station')),
                sub_platform uuid,
                partner uuid,
                partner_reference text CHECK (octet_length(partner_reference) BETWEEN 1 AND 64),
                buyer text NOT NULL,
                session text,
                placed_at timestamptz NOT NULL,
                destination_kind text NOT NULL CHECK (destination_kind IN ('address', 'station', 'depot', 'none')),
                destination uuid,
                city text NOT NULL,
                -- The means of payment that the buyer chose, in the words of the provider.
                instrument text CHECK (length(instrument) BETWEEN 1 AND 64),
                -- The trace that it was placed in, which what its deadlines and payments bring about goes on with.
                traceparent text CHECK (octet_length(traceparent) = 55),
                state text NOT NULL CHECK (state IN (
                    'placed', 'reserved', 'payable', 'confirmed', 'fulfilling', 'completed', 'cancelled')),
                reserved_at timestamptz,
                total_fen bigint CHECK (total_fen >= 0),
                answer_due_at timestamptz,
                pay_by timestamptz,
                declines integer NOT NULL CHECK (declines BETWEEN 0 AND 3),
                payment uuid,
                confirmed_at timestamptz,
                refunded_by_claims_fen bigint NOT NULL CHECK (refunded_by_claims_fen >= 0),
                owed_to_registered_fen bigint NOT NULL,
                cancellation text CHECK (cancellation IN (
                    'stock', 'price-changed', 'payment-declined', 'unpaid', 'buyer', 'revoked', 'delivery-failed')),
                CHECK ((kind = 'import') = (partner IS NOT NULL)),
                CHECK ((partner IS NULL) = (partner_reference IS NULL)),
                CHECK ((reserved_at IS NULL) = (total_fen IS NULL)),
                CHECK (state IN ('placed', 'cancelled') OR reserved_at IS NOT NULL),
                CHECK ((state = 'payable') = (pay_by IS NOT NULL)),
                CHECK (answer_due_at IS NULL OR state IN ('placed', 'reserved')),
                CHECK (state NOT IN ('confirmed', 'fulfilling', 'completed') OR confirmed_at IS NOT NULL),
                CHECK ((state = 'cancelled') = (cancellation IS NOT NULL)),
                CHECK (kind = 'import' OR (confirmed_at IS NULL) = (payment IS NULL)),
                CHECK (refunded_by_claims_fen <= coalesce(total_fen, 0))
            ) WITH (fillfactor = 40);
            -- A partner's order is taken once, however often it is sent.
            CREATE UNIQUE INDEX sales_order_of_partner ON sales_order (partner, partner_reference)
                WHERE partner IS NOT NULL;

            -- A product as asked for, and from the reservation on at the price that counts.
            CREATE TABLE order_line (
                order_id uuid NOT NULL REFERENCES sales_order,
                number integer NOT NULL CHECK (number > 0),
                listing uuid NOT NULL,
                product uuid NOT NULL,
                unit text NOT NULL CHECK (unit IN ('g', 'pieces')),
                quantity bigint NOT NULL CHECK (quantity BETWEEN 1 AND 10000000),
                expected_fen bigint NOT NULL CHECK (expected_fen BETWEEN 1 AND 100000000),
                offer uuid,
                options jsonb,
                is_perishable boolean NOT NULL,
                price_fen bigint CHECK (price_fen BETWEEN 0 AND 100000000),
                amount_fen bigint CHECK (amount_fen >= 0),
                tax_class text,
                PRIMARY KEY (order_id, number),
                CHECK ((price_fen IS NULL) = (amount_fen IS NULL) AND (price_fen IS NULL) = (tax_class IS NULL))
            ) WITH (fillfactor = 45);

            -- What logistics carries as one: an order's goods from one station, in one temperature band.
            CREATE TABLE consignment (
                id uuid PRIMARY KEY,
                order_id uuid NOT NULL REFERENCES sales_order,
                position integer NOT NULL,
                station uuid NOT NULL,
                band_minimum integer,
                band_maximum integer,
                band_allowed_minutes bigint,
                ready_from timestamptz NOT NULL,
                deliver_by timestamptz NOT NULL CHECK (deliver_by >= ready_from),
                priority integer NOT NULL,
                collected_at timestamptz,
                delivered_at timestamptz,
                UNIQUE (order_id, position),
                CHECK ((band_minimum IS NULL) = (band_maximum IS NULL)
                    AND (band_minimum IS NULL) = (band_allowed_minutes IS NULL)),
                CHECK (delivered_at IS NULL OR collected_at IS NOT NULL)
            );

            -- The part of a line that one lot fills. What has not ended is still on its way.
            CREATE TABLE allocation (
                id uuid PRIMARY KEY,
                order_id uuid NOT NULL,
                line integer NOT NULL,
                position integer NOT NULL,
                consignment uuid REFERENCES consignment,
                lot uuid NOT NULL,
                origin text NOT NULL,
                producer uuid NOT NULL,
                producer_kind text NOT NULL CHECK (producer_kind IN (
                    'household', 'cooperative', 'enterprise', 'operator')),
                token text,
                title text NOT NULL CHECK (title IN ('consigned', 'purchased')),
                station uuid NOT NULL,
                unit text NOT NULL CHECK (unit IN ('g', 'pieces')),
                quantity bigint NOT NULL CHECK (quantity > 0),
                gross_g bigint NOT NULL CHECK (gross_g >= 0),
                volume_ml bigint NOT NULL CHECK (volume_ml >= 0),
                goods_class text NOT NULL,
                band_minimum integer,
                band_maximum integer,
                band_allowed_minutes bigint,
                expires_on date NOT NULL,
                agreed_fen bigint NOT NULL CHECK (agreed_fen >= 0),
                delivered bigint NOT NULL CHECK (delivered >= 0),
                withdrawn bigint NOT NULL CHECK (withdrawn >= 0),
                short bigint NOT NULL CHECK (short >= 0),
                condemned bigint NOT NULL CHECK (condemned >= 0),
                refused bigint NOT NULL CHECK (refused >= 0),
                failed bigint NOT NULL CHECK (failed >= 0),
                lost_in_custody bigint NOT NULL CHECK (lost_in_custody >= 0),
                withdrawal_asked text CHECK (withdrawal_asked IN ('buyer', 'stock-revoked', 'recall')),
                FOREIGN KEY (order_id, line) REFERENCES order_line,
                UNIQUE (order_id, line, position),
                CHECK (delivered + withdrawn + short + condemned + refused + failed <= quantity),
                CHECK (lost_in_custody <= condemned + failed)
            ) WITH (fillfactor = 45);

            -- Whose grams a cooperative's part consists of.
            CREATE TABLE allocation_member (
                allocation uuid NOT NULL REFERENCES allocation,
                position integer NOT NULL,
                token text NOT NULL,
                quantity bigint NOT NULL CHECK (quantity >= 0),
                PRIMARY KEY (allocation, position)
            );

            -- What eligibility found of each household, once per order. It may come before the reservation.
            CREATE TABLE determination (
                order_id uuid NOT NULL REFERENCES sales_order,
                token text NOT NULL,
                status text NOT NULL,
                is_beneficiary boolean NOT NULL,
                county text,
                evidence uuid NOT NULL,
                PRIMARY KEY (order_id, token)
            );
            CREATE TRIGGER determination_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON determination
                EXECUTE FUNCTION refuse_change();

            -- Every command that an order was given: where it led, who gave it, and whether a rule stood against it.
            CREATE TABLE order_history (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                order_id uuid NOT NULL REFERENCES sales_order,
                at timestamptz NOT NULL,
                command text NOT NULL,
                from_state text,
                to_state text NOT NULL,
                refusal text,
                given_by text NOT NULL CHECK (given_by <> ''),
                -- The event that was heard.
                cause uuid,
                event_type text,
                reason text NOT NULL,
                CHECK (refusal IS NULL OR from_state = to_state),
                CHECK ((cause IS NULL) = (event_type IS NULL))
            );
            CREATE INDEX order_history_of_order ON order_history (order_id, number);
            CREATE TRIGGER order_history_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON order_history
                EXECUTE FUNCTION refuse_change();
            """)
}
