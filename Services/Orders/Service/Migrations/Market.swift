internal import Postgres

extension OrdersService {
    /// What is known of goods and places, from the services that decide on them.
    static let market = Migration(
        number: 1, name: "market",
        sql: """
            -- What is immutable says so by this function.
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '% is never changed; add to it instead', TG_TABLE_NAME;
            END $$;

            -- Products as catalogue last published them.
            CREATE TABLE product (
                id uuid PRIMARY KEY,
                version integer NOT NULL CHECK (version > 0),
                name_zh text NOT NULL,
                name_en text NOT NULL,
                county text NOT NULL CHECK (county ~ '^[0-9]{6}$'),
                unit text NOT NULL CHECK (unit IN ('g', 'pieces')),
                is_perishable boolean NOT NULL,
                tax_class text NOT NULL,
                withdrawn_at timestamptz
            );

            -- What can be ordered of a product now. The price that counts is the reserved one.
            CREATE TABLE listing (
                id uuid PRIMARY KEY,
                product uuid NOT NULL REFERENCES product,
                price_fen bigint NOT NULL CHECK (price_fen >= 0),
                price_per text NOT NULL CHECK (price_per IN ('500g', 'piece')),
                offered_from timestamptz NOT NULL,
                offered_until timestamptz
            );
            CREATE INDEX listing_of_product ON listing (product);

            -- Places of logistics that goods can be sent to.
            CREATE TABLE station (
                id uuid PRIMARY KEY,
                kind text NOT NULL CHECK (kind IN ('station', 'help-store', 'training-shop', 'hub', 'depot')),
                county text NOT NULL CHECK (county ~ '^[0-9]{6}$'),
                is_open boolean NOT NULL
            );
            """)
}
