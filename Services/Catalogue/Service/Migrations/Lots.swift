internal import Postgres

extension CatalogueService {
    /// Goods that were weighed in, and where they are.
    /// For their `fillfactor` see ``DeliveryTables/inbox``.
    static let lots = Migration(
        number: 2, name: "lots",
        sql: """
            -- Goods of one product, one producer and one harvest. What was received is, at all times, the sum of where
            -- it is now; no write can lose a gram or sell one twice.
            CREATE TABLE lot (
                id uuid PRIMARY KEY,
                product uuid NOT NULL REFERENCES product,
                title text NOT NULL CHECK (title IN ('consigned', 'purchased')),
                producer uuid NOT NULL REFERENCES producer,
                station uuid NOT NULL,
                village text NOT NULL CHECK (village ~ '^[0-9]{12}$'),
                harvested_on date NOT NULL,
                expires_on date NOT NULL CHECK (harvested_on <= expires_on),
                grade text NOT NULL,
                producer_price_fen bigint NOT NULL CHECK (producer_price_fen BETWEEN 0 AND 10000000),
                producer_price_per text NOT NULL
                    CHECK (producer_price_per = CASE unit WHEN 'g' THEN '500g' ELSE 'piece' END),
                production_order uuid,
                state text NOT NULL CHECK (state IN (
                    'received', 'passed', 'listed', 'quarantined', 'closed', 'recalled')),
                unit text NOT NULL CHECK (unit IN ('g', 'pieces')),
                received bigint NOT NULL CHECK (received BETWEEN 1 AND 1000000000),
                available bigint NOT NULL CHECK (available >= 0),
                set_aside bigint NOT NULL CHECK (set_aside >= 0),
                reserved bigint NOT NULL CHECK (reserved >= 0),
                committed bigint NOT NULL CHECK (committed >= 0),
                quarantined bigint NOT NULL CHECK (quarantined >= 0),
                consumed bigint NOT NULL CHECK (consumed >= 0),
                returned bigint NOT NULL CHECK (returned >= 0),
                lost bigint NOT NULL CHECK (lost >= 0),
                inspection uuid,
                certificate uuid,
                -- Whether its sale helps registered households, as far as is known. Kept anew with whatever is announced of
                -- them, so that lots alone tell whose turn it is.
                helps_registered boolean NOT NULL DEFAULT false,
                CONSTRAINT lot_adds_up CHECK (
                    received = available + set_aside + reserved + committed + quarantined + consumed + returned + lost),
                CHECK (state <> 'listed' OR (inspection IS NOT NULL AND certificate IS NOT NULL)),
                -- What is not on sale has nothing to promise.
                CHECK (state NOT IN ('received', 'passed') OR set_aside + reserved + committed = 0)
            ) WITH (fillfactor = 60);
            CREATE INDEX lot_by_product ON lot (product) WHERE state = 'listed';
            CREATE INDEX lot_by_producer ON lot (producer);
            CREATE INDEX lot_off_sale ON lot (product, harvested_on) WHERE state <> 'listed' AND title = 'consigned';

            -- A cooperative's members, with their parts of a lot.
            CREATE TABLE lot_member (
                lot uuid NOT NULL REFERENCES lot,
                position bigint NOT NULL,
                token text NOT NULL CHECK (token ~ '^[A-Z2-7]{26}$'),
                amount bigint NOT NULL CHECK (amount > 0),
                PRIMARY KEY (lot, position)
            );
            CREATE INDEX lot_member_by_token ON lot_member (token);

            -- That a lot was looked at, by whom, and what was found.
            CREATE TABLE inspection (
                id uuid PRIMARY KEY,
                lot uuid NOT NULL REFERENCES lot,
                inspector uuid NOT NULL,
                has_passed boolean NOT NULL,
                at timestamptz NOT NULL
            );

            -- The certificate that a lot was listed with.
            CREATE TABLE certificate (
                id uuid PRIMARY KEY,
                lot uuid NOT NULL UNIQUE REFERENCES lot,
                name text NOT NULL CHECK (name <> ''),
                contact text NOT NULL CHECK (contact <> ''),
                issued_on date NOT NULL,
                statement text NOT NULL CHECK (statement IN ('quality-control', 'self-tested', 'laboratory-tested'))
            );
            """)
}
