internal import Postgres

extension OrdersService {
    /// How sales are shared out, and how shares are paid.
    static let settlements = Migration(
        number: 5, name: "settlements",
        sql: """
            -- Money of delivered goods, shared out or turned back. What was wrong is turned back by another one.
            CREATE TABLE settlement (
                id uuid PRIMARY KEY,
                kind text NOT NULL CHECK (kind IN ('sale', 'purchase', 'reversal', 'correction')),
                reverses uuid REFERENCES settlement,
                order_id uuid NOT NULL REFERENCES sales_order,
                consignment uuid REFERENCES consignment,
                claim uuid,
                posted_at timestamptz NOT NULL,
                total_fen bigint NOT NULL,
                to_registered_fen bigint NOT NULL,
                CHECK ((kind = 'reversal') = (reverses IS NOT NULL))
            );
            CREATE INDEX settlement_of_order ON settlement (order_id);

            CREATE TABLE settlement_line (
                settlement uuid NOT NULL REFERENCES settlement,
                position integer NOT NULL,
                line integer NOT NULL,
                allocation uuid NOT NULL REFERENCES allocation,
                product uuid NOT NULL,
                lot uuid NOT NULL,
                origin text NOT NULL,
                producer uuid NOT NULL,
                producer_kind text NOT NULL,
                token text,
                is_beneficiary boolean NOT NULL,
                evidence uuid,
                station uuid NOT NULL,
                unit text NOT NULL CHECK (unit IN ('g', 'pieces')),
                quantity bigint NOT NULL CHECK (quantity >= 0),
                price_fen bigint NOT NULL,
                amount_fen bigint NOT NULL,
                agreed_fen bigint NOT NULL,
                dues_fen bigint NOT NULL,
                PRIMARY KEY (settlement, position),
                -- Who is told to be entitled is so by evidence.
                CHECK (NOT is_beneficiary OR (token IS NOT NULL AND evidence IS NOT NULL))
            );

            -- What an account gets of a line.
            CREATE TABLE settlement_share (
                settlement uuid NOT NULL,
                line_position integer NOT NULL,
                position integer NOT NULL,
                account text NOT NULL CHECK (account IN (
                    'household', 'producer', 'station', 'carrier', 'platform', 'tax', 'county-fund', 'operator')),
                holder text NOT NULL,
                amount_fen bigint NOT NULL CHECK (amount_fen <> 0),
                PRIMARY KEY (settlement, line_position, position),
                FOREIGN KEY (settlement, line_position) REFERENCES settlement_line
            );

            CREATE TRIGGER settlement_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement
                EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER settlement_line_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement_line
                EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER settlement_share_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement_share
                EXECUTE FUNCTION refuse_change();

            -- What is shared out is what was paid: line by line, and in all.
            CREATE FUNCTION check_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE uneven uuid;
            BEGIN
                SELECT settlement.id INTO uneven
                FROM settlement
                JOIN (
                    SELECT settlement, sum(amount_fen) AS amount, bool_and(amount_fen = shared) AS is_even
                    FROM settlement_line
                    CROSS JOIN LATERAL (
                        SELECT coalesce(sum(share.amount_fen), 0) AS shared FROM settlement_share AS share
                        WHERE share.settlement = settlement_line.settlement
                            AND line_position = settlement_line.position) AS shares
                    WHERE settlement IN (SELECT settlement FROM added)
                    GROUP BY settlement
                ) AS line ON line.settlement = settlement.id
                WHERE NOT is_even OR amount <> total_fen
                LIMIT 1;
                IF FOUND THEN
                    RAISE EXCEPTION 'the shares of settlement % are not what was paid', uneven;
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER settlement_share_is_even AFTER INSERT ON settlement_share
                REFERENCING NEW TABLE AS added EXECUTE FUNCTION check_settlement();

            CREATE TABLE payout (
                id uuid PRIMARY KEY,
                batch uuid NOT NULL,
                account text NOT NULL CHECK (account IN (
                    'household', 'producer', 'station', 'carrier', 'operator', 'county-fund')),
                holder text NOT NULL,
                amount_fen bigint NOT NULL CHECK (amount_fen > 0),
                prepared_by text NOT NULL CHECK (prepared_by <> ''),
                prepared_at timestamptz NOT NULL,
                released_by text,
                state text NOT NULL CHECK (state IN ('prepared', 'sent', 'paid', 'failed')),
                attempts integer NOT NULL CHECK (attempts BETWEEN 0 AND 3),
                sent_at timestamptz,
                UNIQUE (batch, account, holder),
                -- Four eyes see every payout.
                CHECK (released_by IS NULL OR released_by <> prepared_by),
                CHECK ((attempts > 0) = (sent_at IS NOT NULL) AND (attempts > 0) = (released_by IS NOT NULL)),
                CHECK (state = 'prepared' OR attempts > 0)
            );
            CREATE INDEX payout_under_way ON payout (state) WHERE state IN ('prepared', 'sent');

            -- The shares that a payout pays. Each is paid once; those of a failed payout are open again.
            CREATE TABLE payout_share (
                payout uuid NOT NULL REFERENCES payout,
                settlement uuid NOT NULL REFERENCES settlement,
                account text NOT NULL,
                holder text NOT NULL,
                is_void boolean NOT NULL DEFAULT false,
                PRIMARY KEY (payout, settlement)
            );
            CREATE UNIQUE INDEX payout_share_once ON payout_share (settlement, account, holder) WHERE NOT is_void;

            -- What a payout keeps back of what its payee owes by a reversal.
            CREATE TABLE payout_recovery (
                payout uuid NOT NULL REFERENCES payout,
                settlement uuid NOT NULL REFERENCES settlement,
                account text NOT NULL,
                holder text NOT NULL,
                amount_fen bigint NOT NULL CHECK (amount_fen > 0),
                is_void boolean NOT NULL DEFAULT false,
                PRIMARY KEY (payout, settlement)
            );
            CREATE INDEX payout_recovery_of_settlement ON payout_recovery (settlement, account, holder);
            """)
}
