internal import Postgres

extension LivestreamService {
    /// What catalogue told of its goods, the slots that offer them, and what orders did to the slots' stock.
    static let offers = Migration(
        number: 3, name: "offers",
        sql: """
            -- Products as catalogue last published them: a slot's price is held against the floor that is known.
            CREATE TABLE known_product (
                id uuid PRIMARY KEY,
                version integer NOT NULL,
                floor_fen bigint NOT NULL CHECK (floor_fen >= 0),
                floor_per text NOT NULL CHECK (floor_per IN ('500g', 'piece'))
            );

            CREATE TABLE known_listing (
                id uuid PRIMARY KEY,
                product uuid NOT NULL REFERENCES known_product,
                is_withdrawn boolean NOT NULL
            );
            CREATE INDEX known_listing_by_product ON known_listing (product);

            -- Lots as catalogue listed them: exposure is granted only while a registered household's goods are on sale.
            CREATE TABLE known_lot (
                id uuid PRIMARY KEY,
                product uuid NOT NULL,
                is_registered boolean NOT NULL,
                is_on_sale boolean NOT NULL
            );
            CREATE INDEX known_lot_by_product ON known_lot (product) WHERE is_registered AND is_on_sale;

            -- Flash sales. The stock is catalogue's: these are the numbers that it told.
            CREATE TABLE offer_slot (
                id uuid PRIMARY KEY,
                episode uuid NOT NULL REFERENCES episode,
                listing uuid NOT NULL REFERENCES known_listing,
                product uuid NOT NULL REFERENCES known_product,
                price_fen bigint NOT NULL CHECK (price_fen >= 0),
                price_per text NOT NULL,
                allotment bigint NOT NULL CHECK (allotment > 0),
                unit text NOT NULL,
                per_buyer bigint CHECK (per_buyer BETWEEN 1 AND allotment),
                opens_at timestamptz NOT NULL,
                closes_at timestamptz NOT NULL CHECK (closes_at > opens_at),
                state text NOT NULL CHECK (state IN ('asked', 'ready', 'open', 'sold-out', 'closed', 'refused')),
                set_aside bigint NOT NULL CHECK (set_aside BETWEEN 0 AND allotment),
                held bigint NOT NULL CHECK (held >= 0),
                committed bigint NOT NULL CHECK (committed >= 0),
                gone bigint NOT NULL CHECK (gone >= 0),
                registered_permille integer NOT NULL CHECK (registered_permille BETWEEN 0 AND 1000),
                CHECK ((price_per, unit) IN (('500g', 'g'), ('piece', 'pieces'))),
                -- A slot opens only when its stock is set aside.
                CHECK (state NOT IN ('ready', 'open', 'sold-out') OR set_aside > 0),
                CHECK (state <> 'sold-out' OR committed > 0)
            );
            CREATE INDEX offer_slot_by_episode ON offer_slot (episode);

            -- What became known of each allocation of a slot's stock: sums, so that news may come in any order.
            CREATE TABLE slot_allocation (
                id uuid PRIMARY KEY,
                offer uuid NOT NULL,
                order_id uuid NOT NULL,
                reserved bigint NOT NULL CHECK (reserved >= 0),
                committed bigint NOT NULL CHECK (committed >= 0),
                returned bigint NOT NULL CHECK (returned >= 0),
                gone bigint NOT NULL CHECK (gone >= 0)
            );
            """)
}
