internal import Postgres

extension OrdersService {
    /// Payments of buyers, what providers notify of them, and what goes back.
    static let payments = Migration(
        number: 4, name: "payments",
        sql: """
            -- The built-in provider and the secret that it signs with, which is made here and known nowhere else.
            CREATE TABLE payment_provider (
                name text PRIMARY KEY,
                secret bytea NOT NULL CHECK (length(secret) >= 32)
            );
            INSERT INTO payment_provider VALUES (
                'sandbox', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

            -- An attempt to pay for an order.
            CREATE TABLE payment (
                id uuid PRIMARY KEY,
                order_id uuid NOT NULL REFERENCES sales_order,
                provider text NOT NULL REFERENCES payment_provider,
                instrument text NOT NULL CHECK (length(instrument) BETWEEN 1 AND 64),
                due_fen bigint NOT NULL CHECK (due_fen > 0),
                opened_at timestamptz NOT NULL,
                state text NOT NULL CHECK (state IN ('open', 'captured', 'declined', 'partly-returned', 'returned')),
                captured_fen bigint NOT NULL CHECK (captured_fen >= 0),
                returned_fen bigint NOT NULL CHECK (returned_fen BETWEEN 0 AND captured_fen),
                -- When the provider was last asked, by the wall's time.
                asked_at timestamptz,
                -- Whether the provider is asked for it: no longer once its order has ended.
                is_wanted boolean NOT NULL DEFAULT true,
                CHECK ((captured_fen > 0) = (state IN ('captured', 'partly-returned', 'returned'))),
                CHECK ((returned_fen > 0) = (state IN ('partly-returned', 'returned'))),
                CHECK ((returned_fen = captured_fen) = (state IN ('returned', 'open', 'declined')))
            );
            -- A buyer cannot be charged twice at once.
            CREATE UNIQUE INDEX payment_open ON payment (order_id) WHERE state = 'open';
            CREATE INDEX payment_of_order ON payment (order_id);
            CREATE INDEX payment_to_ask_for ON payment (opened_at, id) WHERE state = 'open' AND is_wanted;

            -- What a provider told. It tells at least once, and it counts once.
            CREATE TABLE payment_notification (
                provider text NOT NULL REFERENCES payment_provider,
                id uuid NOT NULL,
                payment uuid NOT NULL,
                outcome text NOT NULL CHECK (outcome IN ('captured', 'declined')),
                amount_fen bigint NOT NULL,
                at timestamptz NOT NULL,
                -- What came of it.
                effect text NOT NULL,
                PRIMARY KEY (provider, id)
            );
            CREATE TRIGGER payment_notification_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_notification
                EXECUTE FUNCTION refuse_change();

            -- Money that the provider is to give back.
            CREATE TABLE payment_return (
                id uuid PRIMARY KEY,
                payment uuid NOT NULL REFERENCES payment,
                amount_fen bigint NOT NULL CHECK (amount_fen > 0),
                reason text NOT NULL,
                requested_at timestamptz NOT NULL,
                -- When the provider took the request, by the wall's time.
                given_back_at timestamptz
            );
            CREATE INDEX payment_return_waiting ON payment_return (requested_at) WHERE given_back_at IS NULL;
            CREATE INDEX payment_return_of_payment ON payment_return (payment);
            """)
}
